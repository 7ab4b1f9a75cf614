import { useState } from "preact/hooks";
import { readDoorGroups } from "../../api/matrix.ts";
import type { Reason } from "../../api/register.ts";
import { useAround } from "../context.ts";
import { Reasons } from "./Reasons.tsx";
import { useSaid } from "./said.ts";

/** In which key groups a door is, once somebody has said why they look. */
export function GroupRing({ uid }: { uid: string }) {
  const { app } = useAround();
  const said = useSaid();
  const [told, tell] = useState<readonly string[] | "failed" | null>(null);
  if (told === null) {
    const ask = (reason: Reason) =>
      readDoorGroups(app.server, uid, reason).then(tell, () => tell("failed"));
    return <Reasons label={said.ring} ring ask={ask} />;
  }
  if (told === "failed") return <span class="door-tag">{said.ringFailed}</span>;
  return (
    <span class="door-tag told" role="status">
      <i class="ring" /> {told.join("、") || said.noGroup}
    </span>
  );
}
