import { batch } from "@preact/signals";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { standingOf } from "../domain/plan/account.ts";
import { at, buildingsOf, type Town } from "../domain/plan/town.ts";
import { count } from "../domain/write.ts";
import { ByPart } from "./ByPart.tsx";
import { loadSaid, useAreaNames, useBench, usePlanWords } from "./context.ts";
import { Glyph } from "./Glyph.tsx";

/** Areas that are offered each with its price; further ones by name. */
const OFFERED = 4;
const SIGNS = { over: "▲", in: "", under: "▼" } as const;

/** What is selected, and to whom it may be handed: with what it would cost, before it is done. */
export function HandOver() {
  const { studio, loaded } = useBench();
  const words = usePlanWords();
  const { long: nameOf } = useAreaNames();
  const selected = studio.selected.value;
  const plan = studio.account.value;
  const { town } = loaded.ground;
  const strokes = studio.strokes.value;
  void studio.locks.turns.value;
  const offered = useMemo(
    () => offeredTo(selected, studio.division?.area ?? new Int32Array(), town),
    [selected, strokes],
  );
  const near = useMemo(
    () =>
      offered.slice(0, OFFERED).map((area) => ({ area, after: studio.foresee(selected, area) })),
    [offered, studio.aim.value, studio.locks.turns.value],
  );
  const card = useRef<HTMLElement>(null);
  /** A tower that nothing is selected of by now, while its floors are gone through. */
  const [emptied, setEmptied] = useState<{
    tower: number;
    selected: ReadonlySet<number>;
  } | null>(null);
  const tower = emptied?.selected === selected ? emptied.tower : null;
  const some = selected.size > 0 || tower !== null;
  // What is pressed on the map is answered where it is seen, however far the page was scrolled.
  useEffect(() => card.current?.scrollIntoView({ block: "start" }), [some]);
  if (!plan || !some) return null;
  const parts = [...selected];
  const homes = parts.reduce((sum, part) => sum + at(town.households, part), 0);
  const buildings = buildingsOf(town, parts);
  const others = offered.slice(OFFERED).sort((one, other) => one - other);
  const isLocked = (area: number) => studio.division?.lockedAreas.has(area) ?? false;
  const hand = (area: number) => {
    batch(() => {
      studio.hand(parts, area);
      studio.selected.value = new Set();
    });
  };
  const [single = tower] = buildings;
  const shared = buildings.size < 2 && single !== null ? (loaded.ground.parts[single] ?? []) : [];
  const select = (those: ReadonlySet<number>) => {
    setEmptied(those.size === 0 && single !== null ? { tower: single, selected: those } : null);
    studio.selected.value = those;
  };
  return (
    <section ref={card} class="studio-card hand-over" aria-label={words.handTo}>
      <header>
        <h2>{words.selection}</h2>
        <p role="status">
          {words.selectedSaid(
            words.buildings(count(buildings.size)),
            words.households(count(homes)),
          )}
        </p>
        <button
          class="quiet"
          type="button"
          onClick={() => {
            studio.selected.value = new Set();
          }}
        >
          {words.clear}
        </button>
      </header>
      {shared.length > 1 && <ByPart parts={shared} select={select} />}
      {near.length > 0 && <p class="hand-title">{words.handTo}</p>}
      <ul>
        {near.map(({ area, after }) => {
          // Nothing of it may go there: it is locked, or the other one is.
          if (!after) return <LockedRow key={area} name={nameOf(area)} />;
          const load = at(after.load, area);
          const bounds = after.bounds[area];
          const standing = bounds ? standingOf(load, bounds) : "in";
          const price = after.changed - plan.changed;
          return (
            <li key={area}>
              <button type="button" class="hand-row" onClick={() => hand(area)}>
                <strong>{nameOf(area)}</strong>
                <span class={`is-${standing}`}>
                  {words.after(`${SIGNS[standing]}${loadSaid(load)}`)}
                </span>
                <span>
                  {words.delta(signed(price))}
                  {after.apart > plan.apart && (
                    <b class="hand-apart"> · {words.setsApart(count(after.apart - plan.apart))}</b>
                  )}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {others.length > 0 && (
        <label class="hand-other">
          {words.otherArea}
          <select
            value=""
            onChange={({ currentTarget }) => {
              if (currentTarget.value) hand(Number(currentTarget.value));
            }}
          >
            <option value="">{words.chooseArea}</option>
            {others.map((area) => (
              <option key={area} value={area} disabled={isLocked(area)}>
                {nameOf(area)} · {isLocked(area) ? words.isLocked : loadSaid(at(plan.load, area))}
              </option>
            ))}
          </select>
        </label>
      )}
    </section>
  );
}

/** What is locked takes nothing: no price is foretold of it. */
function LockedRow({ name }: { name: string }) {
  const words = usePlanWords();
  return (
    <li>
      <button type="button" class="hand-row" disabled>
        <strong>{name}</strong>
        <span class="hand-locked">
          <Glyph name="lock" size={15} /> {words.isLocked}
        </span>
      </button>
    </li>
  );
}

/** −12, 0 or +12. */
export function signed(value: number): string {
  const whole = Math.round(value);
  return `${whole > 0 ? "+" : whole < 0 ? "−" : "±"}${count(Math.abs(whole))}`;
}

/** Areas that parts may go to: those beside them by the length of their border, then the nearest. */
function offeredTo(parts: ReadonlySet<number>, area: Int32Array, town: Town): number[] {
  const { neighbours, x, y, zone } = town;
  const { start, beside, metres } = neighbours;
  const own = new Set([...parts].map((part) => at(area, part)));
  const home = own.size === 1 ? [...own][0] : undefined;
  const shared = new Map<number, number>();
  let [sumX, sumY] = [0, 0];
  for (const part of parts) {
    sumX += at(x, part) / parts.size;
    sumY += at(y, part) / parts.size;
    for (let place = at(start, part); place < at(start, part + 1); place++) {
      const other = at(area, at(beside, place));
      // What lies beside one's own is where some of the parts are already.
      if (other >= 0 && other !== at(area, part))
        shared.set(other, (shared.get(other) ?? 0) + at(metres, place));
    }
  }
  const [first] = parts;
  const away = new Map<number, number>();
  for (let part = 0; part < town.count; part++) {
    const other = at(area, part);
    if (other < 0 || other === home || first === undefined || at(zone, part) !== at(zone, first)) {
      continue;
    }
    const far = Math.hypot(at(x, part) - sumX, at(y, part) - sumY);
    away.set(other, Math.min(far, away.get(other) ?? far));
  }
  const rank = (other: number) => shared.get(other) ?? -(away.get(other) ?? 0);
  return [...away.keys()].sort((one, other) => rank(other) - rank(one));
}
