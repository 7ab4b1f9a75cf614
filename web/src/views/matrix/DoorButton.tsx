import type { Door } from "../../domain/doors.ts";
import { count } from "../../domain/write.ts";
import { doorName } from "../buildingName.ts";
import { useAround } from "../context.ts";
import { Icon } from "../icons.tsx";
import { doorState, ICONS, stateSaid } from "./doorState.ts";
import { useSaid } from "./said.ts";
import { useChoose } from "./useChoose.ts";

/** One door: its number, its mark, and a ring where whoever looks serves a group behind it. */
export function DoorButton(props: { door: Door; chosen: boolean; reachable: boolean }) {
  const { door, chosen, reachable } = props;
  const { words } = useAround();
  const said = useSaid();
  const choose = useChoose();
  const state = doorState(door);
  const icon = ICONS[state];
  const again = state === "no_answer" && door.tries > 1;
  const facts = [
    doorName(door, words),
    stateSaid(state, words, said),
    ...(again ? [said.tries(count(door.tries))] : []),
    ...(door.in_key_group ? [said.marked] : []),
  ];
  return (
    <button
      type="button"
      class={`door ${state}${chosen ? " current" : ""}`}
      aria-pressed={chosen}
      aria-label={facts.join(words.pause)}
      tabIndex={reachable ? 0 : -1}
      data-door={door.uid}
      onClick={() => choose(chosen ? null : door.uid)}
    >
      {door.in_key_group && <i class="ring" />}
      <span class="door-name">{doorName(door, words)}</span>
      {icon && <Icon name={icon} size={14} />}
      {again && <span class="tries">{count(door.tries)}</span>}
    </button>
  );
}
