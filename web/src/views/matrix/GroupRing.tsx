import { useEffect, useState } from "preact/hooks";
import { readDoorGroups } from "../../api/matrix.ts";
import { useAround } from "../context.ts";
import { useSaid } from "./said.ts";

/** ○ until it is pressed: in which key groups a door is. It is asked anew for each door. */
export function GroupRing({ uid }: { uid: string }) {
  const { app } = useAround();
  const said = useSaid();
  const [told, tell] = useState<readonly string[] | "failed" | null>(null);
  useEffect(() => tell(null), [uid]);
  if (told === null) {
    const ask = () => readDoorGroups(app.server, uid).then(tell, () => tell("failed"));
    return (
      <button type="button" class="ring-button" onClick={() => void ask()}>
        <i class="ring" />
        {said.ring}
      </button>
    );
  }
  if (told === "failed") return <span class="door-tag">{said.ringFailed}</span>;
  return (
    <span class="door-tag told" role="status">
      <i class="ring" /> {told.join("、") || said.noGroup}
    </span>
  );
}
