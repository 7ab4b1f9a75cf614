import { useAround } from "../context.ts";
import { CadreStart } from "./CadreStart.tsx";
import { DepartmentStart } from "./DepartmentStart.tsx";
import { LeaderStart } from "./LeaderStart.tsx";
import { WorkerStart } from "./WorkerStart.tsx";
import "./start.css";

/** What somebody begins with who serves in an area, or a department. */
export function RoleStart() {
  const { app } = useAround();
  switch (app.seat.role) {
    case "leader":
      return <LeaderStart />;
    case "worker":
      return <WorkerStart />;
    case "cadre":
      return <CadreStart />;
    default:
      return <DepartmentStart />;
  }
}
