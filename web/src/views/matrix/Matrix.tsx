import { useEffect, useRef, useState } from "preact/hooks";
import type { Floor, Unit } from "../../domain/doors.ts";
import { count } from "../../domain/write.ts";
import { areaName } from "../areaName.ts";
import { useAround } from "../context.ts";
import { DoorButton } from "./DoorButton.tsx";
import { FindDoor } from "./FindDoor.tsx";
import { Marks } from "./Marks.tsx";
import { beside, doorWidth, evenly, isUntold, storeysOf, widest } from "./plan.ts";
import { useSaid } from "./said.ts";
import { Tower } from "./Tower.tsx";
import { useRoom } from "./useRoom.ts";
import "./matrix.css";

/** More doors of one unit than this go on below, also where there is room. */
const MOST_ACROSS = 10;
/** A building of more lines has an overview beside it, one of more doors a field to find one. */
const MOST_LINES = 10;
const MOST_DOORS = 24;
/** Pixels at the usual size of letters: the floor's name, gaps, the map's share of a desk. */
const NAME = 32;
const GAP = 6;
const MARGINS = 44;
const MAP = 384;

/** The inside of a building (户室图): unit beside unit, floor above floor, door beside door. */
export function Matrix({ units }: { units: readonly Unit[] }) {
  const { app, words, map } = useAround();
  const said = useSaid();
  const section = useRef<HTMLElement>(null);
  const rows = useRef<HTMLDivElement>(null);
  const room = useRoom(section);
  const [picked, pick] = useState(0);
  const [spread, setSpread] = useState(false);
  const narrow = app.screen.narrow.value;
  const view = app.view.value;
  const chosen = view.kind === "building" ? view.door : null;

  // A door that is chosen brings its unit with it.
  const at = units.findIndex(({ floors }) =>
    floors.some(({ doors }) => doors.some(({ uid }) => uid === chosen)),
  );
  const current = units[at >= 0 ? at : Math.min(picked, units.length - 1)];
  const pitch = doorWidth(units) * room.letters + GAP;
  const wide = (some: readonly Unit[]) =>
    some.reduce((sum, unit) => sum + Math.min(widest(unit), MOST_ACROSS) * pitch + 12, 0);
  const around = NAME * room.letters + MARGINS + railOf(units, narrow, room.letters).whole;
  const needed = wide(units) + around;
  const fits = !narrow && needed <= room.window - 24;
  const beside_map = fits && needed <= room.window - MAP;
  const together = units.length > 1 && (beside_map || (fits && spread));
  const shown = together || !current ? units : [current];

  const rail = railOf(shown, narrow, room.letters);
  const left = room.width - NAME * room.letters - rail.whole;
  const across = shown.map((unit) =>
    together
      ? Math.min(widest(unit), MOST_ACROSS)
      : evenly(widest(unit), Math.min(MOST_ACROSS, Math.floor((left + GAP) / pitch))),
  );
  const storeys = storeysOf(shown);
  const lines = storeys.reduce(
    (sum, storey) => sum + Math.max(...storey.units.map((row, nth) => linesOf(row, across[nth]))),
    0,
  );
  const towering = lines > MOST_LINES && storeys.length > 1;
  const doors = shown.flatMap(({ floors }) => floors.flatMap((row) => row.doors));
  const stop = doors.some(({ uid }) => uid === chosen) ? chosen : doors[0]?.uid;
  const many = units.reduce(
    (sum, { floors }) => sum + floors.reduce((some, row) => some + row.doors.length, 0),
    0,
  );

  useEffect(() => {
    // On a desk the panel is as wide as the house needs, as long as some of the map is left.
    const page = section.current?.closest<HTMLElement>(".app");
    const mine = together ? needed : Math.min(wide(shown) + around, room.window - MAP);
    const inside = narrow ? "0px" : `${Math.ceil(mine)}px`;
    if (page?.style.getPropertyValue("--inside") === inside) return;
    page?.style.setProperty("--inside", inside);
    map.peek()?.refreshInsets();
  });
  useEffect(() => {
    const page = section.current?.closest<HTMLElement>(".app");
    return () => page?.style.removeProperty("--inside");
  }, []);
  useEffect(() => {
    if (!chosen) return;
    const door = rows.current?.querySelector<HTMLElement>(`[data-door="${CSS.escape(chosen)}"]`);
    door?.scrollIntoView?.({ block: "center" });
    // Whoever walks with the keyboard goes on from the door in hand.
    if (rows.current?.contains(document.activeElement)) door?.focus({ preventScroll: true });
  }, [chosen, room.height]);

  const walk = (event: KeyboardEvent) => {
    const from = (event.target as Element).closest("[data-door]");
    if (!from || !event.key.startsWith("Arrow")) return;
    const next = beside(from, event.key, [
      ...(rows.current?.querySelectorAll("[data-door]") ?? []),
    ]);
    event.preventDefault();
    event.stopPropagation();
    if (next instanceof HTMLElement) next.focus();
  };
  const choose = (index: number) => {
    pick(index);
    if (chosen && view.kind === "building") app.address.become({ ...view, door: null });
  };

  return (
    <section
      class="doors"
      aria-label={words.building.doors}
      ref={section}
      style={{ "--head": `${room.head}px` }}
    >
      <div class={units.length > 1 || many > MOST_DOORS ? "matrix-head" : "matrix-head none"}>
        {units.length > 1 && !together && (
          <fieldset class={units.length > 3 ? "units many" : "units"}>
            <legend class="spoken">{words.building.doors}</legend>
            {units.map((unit, index) => (
              <UnitTab
                key={unit.unit}
                unit={unit}
                short={units.length > 3}
                pressed={unit === current}
                onClick={() => choose(index)}
              />
            ))}
          </fieldset>
        )}
        {many > MOST_DOORS && <FindDoor units={units} shown={shown} />}
        {units.length > 1 && fits && !beside_map && (
          <button type="button" class="quiet" onClick={() => setSpread(!spread)}>
            {spread ? said.narrow : said.spread}
          </button>
        )}
      </div>
      <div class={many > 0 ? "matrix" : "matrix untold"}>
        {towering && many > 0 && (
          <Tower
            storeys={storeys}
            units={shown}
            height={Math.max(200, Math.min(room.height - room.head - 20, 760))}
            width={rail.drawing}
            rows={rows}
          />
        )}
        <div class="storeys">
          {together && (
            <div class="storey unit-names">
              <span class="floor-name" />
              {shown.map((unit, nth) => (
                <h2 key={unit.unit} style={{ flexGrow: across[nth] }}>
                  {nameOf(unit)}{" "}
                  {!isUntold(unit) && (
                    <span class="left">{words.building.unitLeft(count(unit.untried))}</span>
                  )}
                </h2>
              ))}
            </div>
          )}
          {/* biome-ignore lint/a11y/noStaticElementInteractions: it leads the keys of its doors. */}
          <div ref={rows} onKeyDown={walk}>
            {storeys.map(({ floor, units: row }, place) => (
              <div class="storey" key={floor}>
                {(floor !== null || storeys.length > 1) && (
                  <span class="floor-name">
                    <span aria-hidden="true">{floor ?? "–"}</span>
                    <span class="spoken">
                      {floor === null ? said.noFloor : words.building.floor(`${floor}`)}
                    </span>
                  </span>
                )}
                {row.map((here, nth) => (
                  <fieldset
                    key={shown[nth]?.unit}
                    class="unit-floor"
                    style={{ flexGrow: across[nth] }}
                  >
                    {together && shown[nth] && <legend class="spoken">{nameOf(shown[nth])}</legend>}
                    {here && (
                      <FloorDoors
                        row={here}
                        across={across[nth] ?? 1}
                        chosen={chosen}
                        stop={stop ?? null}
                        below={storeys[place + 1]?.units[nth]?.area}
                        told={many > 0}
                      />
                    )}
                  </fieldset>
                ))}
              </div>
            ))}
          </div>
        </div>
      </div>
      <Marks doors={doors} />
    </section>
  );

  function nameOf({ unit }: Unit): string {
    return unit === null ? said.noUnit : words.building.unit(unit);
  }
}

/** Pixels that the overview of the whole building takes, and its drawing in it. */
function railOf(units: readonly Unit[], narrow: boolean, letters: number) {
  const slots = units.reduce((sum, unit) => sum + widest(unit), 0);
  const drawing = narrow ? 18 : Math.max(28, Math.min(slots * 6, 120));
  return { drawing, whole: drawing + 36 * letters + 10 };
}

function linesOf(row: Floor | null | undefined, across = 1): number {
  return row ? Math.ceil((row.doors.length + (row.others > 0 ? 1 : 0)) / across) : 0;
}

function UnitTab(props: { unit: Unit; short: boolean; pressed: boolean; onClick: () => void }) {
  const { words } = useAround();
  const said = useSaid();
  const { unit, untried } = props.unit;
  const name = unit === null ? said.noUnit : words.building.unit(unit);
  const untold = isUntold(props.unit);
  const left = untold ? "" : words.building.unitLeft(count(untried));
  return (
    <button type="button" class="unit" aria-pressed={props.pressed} onClick={props.onClick}>
      <strong aria-hidden="true">{props.short && unit !== null ? unit : name}</strong>
      <small aria-hidden="true">{props.short && !untold ? count(untried) : left}</small>
      <span class="spoken">{words.listed(left ? [name, left] : [name])}</span>
    </button>
  );
}

interface FloorDoorsProps {
  readonly row: Floor;
  readonly across: number;
  readonly chosen: string | null;
  /** The one door that the tab key stops at. */
  readonly stop: string | null;
  /** Code of the area that answers for the floor below; undefined at the bottom. */
  readonly below: string | null | undefined;
  /** Whether any door of the building is told; else it is not another patch's affair alone. */
  readonly told: boolean;
}

/** Doors of one floor of a unit, and the border to another leader's below them. */
function FloorDoors({ row, across, chosen, stop, below, told }: FloorDoorsProps) {
  const { app, words } = useAround();
  const said = useSaid();
  const named = (code: string | null) => {
    const area = code === null ? null : app.world.name(code);
    return area ? areaName(area, words) : (code ?? words.building.nobody);
  };
  const parts = below !== undefined && below !== row.area;
  return (
    <>
      <div class="floor-doors" style={{ gridTemplateColumns: `repeat(${across}, minmax(0, 1fr))` }}>
        {row.doors.map((door) => (
          <DoorButton
            key={door.uid}
            door={door}
            chosen={door.uid === chosen}
            reachable={door.uid === stop}
          />
        ))}
        {row.others > 0 && (
          <span class="door beyond">
            {told ? said.others(count(row.others)) : words.building.households(count(row.others))}
          </span>
        )}
      </div>
      {parts && (
        <p class="patch-border">
          <span class="spoken">{said.border(named(row.area), named(below))}</span>
          <span aria-hidden="true">↑ {named(row.area)}</span>
          <i />
          <span aria-hidden="true">{named(below)} ↓</span>
        </p>
      )}
    </>
  );
}
