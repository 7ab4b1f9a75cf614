import { useAround } from "./context.ts";
import { Later } from "./Later.tsx";
import { Overview } from "./Overview.tsx";

/** Nothing is chosen: each role begins with what is theirs. */
export function Start() {
  const { app } = useAround();
  const role = app.seat.role;
  if (role === "department" || app.seat.home !== null) return <Later view="RoleStart" />;
  return (
    <Overview>{app.me?.uid && app.rights.organise && <Later view="Gaps" rows={2} />}</Overview>
  );
}
