import type { Door } from "../../domain/doors.ts";
import { useAround } from "../context.ts";
import { Icon } from "../icons.tsx";
import { doorState, ICONS, stateSaid } from "./doorState.ts";
import { useSaid } from "./said.ts";

/** What the marks of the doors mean: those that are in sight. */
export function Marks({ doors }: { doors: readonly Door[] }) {
  const { words } = useAround();
  const said = useSaid();
  const states = [...new Set(doors.map(doorState))];
  return (
    <ul class="door-marks">
      {states.map((state) => {
        const icon = ICONS[state];
        return (
          <li key={state}>
            <span class={`door small ${state}`} aria-hidden="true">
              {icon && <Icon name={icon} size={12} />}
            </span>
            {stateSaid(state, words, said)}
          </li>
        );
      })}
      {doors.some((door) => door.in_key_group) && (
        <li>
          <span class="door small plain" aria-hidden="true">
            <i class="ring" />
          </span>
          {said.marked}
        </li>
      )}
    </ul>
  );
}
