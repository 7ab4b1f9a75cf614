import { useState } from "preact/hooks";
import type { Door, Unit } from "../domain/doors.ts";
import { count } from "../domain/write.ts";
import { useAround } from "./context.ts";
import { Icon, type IconName } from "./icons.tsx";

const ICONS: Partial<Record<string, IconName>> = {
  met: "check",
  no_answer: "again",
  no_access: "lock",
  refused: "refused",
  vacant: "vacant",
  moved: "moved",
  not_found: "unknown",
  excluded: "minus",
};

/** More doors on a floor than this go on below. */
const MOST_ACROSS = 4;

/** How a door stands, as one word: its mark. */
export function doorState(door: Door): string {
  if (door.excluded) return "excluded";
  return door.outcome ?? "untried";
}

/** The doors of a house as one sees it: floor above floor, unit by unit. */
export function Doors({ units, names }: { units: readonly Unit[]; names: Map<string, string> }) {
  const { app, words } = useAround();
  const view = app.view.value;
  const chosen = view.kind === "building" ? view.door : null;
  const at = units.findIndex(({ floors }) =>
    floors.some(({ doors }) => doors.some(({ uid }) => uid === chosen)),
  );
  const [picked, pick] = useState(0);
  // A door that is chosen brings its unit with it.
  const shown = units[at >= 0 ? at : Math.min(picked, units.length - 1)];
  if (!shown) return null;
  const choose = (index: number) => {
    pick(index);
    if (chosen && view.kind === "building") app.address.become({ ...view, door: null });
  };
  const across = Math.min(MOST_ACROSS, Math.max(...shown.floors.map(({ doors }) => doors.length)));
  const columns = { gridTemplateColumns: `repeat(${across}, minmax(0, 1fr))` };
  return (
    <section class="doors" aria-label={words.building.doors}>
      {units.length > 1 && (
        <fieldset class="units">
          <legend class="spoken">{words.building.doors}</legend>
          {units.map((unit, index) => (
            <button
              key={unit.unit}
              type="button"
              class="unit"
              aria-pressed={unit === shown}
              onClick={() => choose(index)}
            >
              <strong>{unit.unit ? words.building.unit(unit.unit) : words.building.doors}</strong>
              <small>{words.building.unitLeft(count(unit.untried))}</small>
            </button>
          ))}
        </fieldset>
      )}
      <div class="floors">
        {shown.floors.map(({ floor, doors }) => (
          <div class="floor" key={floor}>
            {floor !== null && (
              <span class="floor-name">
                <span aria-hidden="true">{floor}</span>
                <span class="spoken">{words.building.floor(`${floor}`)}</span>
              </span>
            )}
            <div class="floor-doors" style={columns}>
              {doors.map((door) => (
                <DoorButton
                  key={door.uid}
                  door={door}
                  name={names.get(door.uid) ?? ""}
                  chosen={door.uid === chosen}
                />
              ))}
            </div>
          </div>
        ))}
      </div>
      <Marks units={[shown]} />
    </section>
  );
}

function DoorButton({ door, name, chosen }: { door: Door; name: string; chosen: boolean }) {
  const { app, words } = useAround();
  const state = doorState(door);
  const said = words.building.door[state as keyof typeof words.building.door];
  const icon = ICONS[state];
  const choose = () => {
    const view = app.view.peek();
    if (view.kind === "building") {
      const next = { ...view, door: chosen ? null : door.uid };
      // The first door is a step; from door to door there is none.
      if (view.door) app.address.become(next);
      else app.address.open(next, app.screen.narrow.peek() ? "full" : app.address.stop.peek());
    }
  };
  return (
    <button
      type="button"
      class={`door ${state}${chosen ? " current" : ""}`}
      aria-pressed={chosen}
      aria-label={words.listed([name, said])}
      onClick={choose}
    >
      {name}
      {icon && <Icon name={icon} size={15} />}
    </button>
  );
}

/** What the marks of the doors mean: those that are in sight. */
function Marks({ units }: { units: readonly Unit[] }) {
  const { words } = useAround();
  const doors = units.flatMap(({ floors }) => floors.flatMap((floor) => floor.doors));
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
            {words.building.door[state as keyof typeof words.building.door]}
          </li>
        );
      })}
    </ul>
  );
}
