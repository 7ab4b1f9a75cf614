import { useState } from "preact/hooks";
import { at, buildingsOf } from "../domain/plan/town.ts";
import { count } from "../domain/write.ts";
import { loadSaid, useAreaNames, useBench, usePlanWords } from "./context.ts";
import { toggle } from "./useTools.ts";

/** The area that is chosen: lock it, select its buildings, make it one with another. */
export function AreaCard() {
  const { studio, loaded } = useBench();
  const words = usePlanWords();
  const { long: nameOf } = useAreaNames();
  const area = studio.chosen.value;
  const plan = studio.account.value;
  void studio.locks.turns.value;
  if (area === null || !plan?.parts[area]) return null;
  const locked = studio.division?.lockedAreas.has(area) ?? false;
  const { zone } = loaded.ground.town;
  const zoneOf = (one: number) => zone[studio.division?.area.indexOf(one) ?? -1];
  const others = [...plan.parts.keys()].filter(
    (one) => one !== area && at(plan.parts, one) > 0 && zoneOf(one) === zoneOf(area),
  );
  return (
    <section class="studio-card area-card" aria-label={words.areaCard}>
      <h2>
        {nameOf(area)} · {loadSaid(plan.load[area] ?? 0)}
      </h2>
      <div class="ways">
        <button
          class="way-button"
          type="button"
          aria-pressed={locked}
          onClick={() => studio.locks.lockArea(area, !locked)}
        >
          {locked ? words.tool.unlock : words.tool.lock}
        </button>
        <button
          class="way-button"
          type="button"
          onClick={() => {
            studio.selected.value = new Set(studio.division?.partsOf(area));
          }}
        >
          {words.selectAll}
        </button>
      </div>
      <ByBuilding area={area} />
      {others.length > 0 && (
        <label class="hand-other">
          {words.mergeWith}
          <select
            value=""
            onChange={({ currentTarget: { value } }) => {
              if (value) studio.merge(area, Number(value));
            }}
          >
            <option value="">{words.chooseArea}</option>
            {others.map((other) => (
              <option key={other} value={other}>
                {nameOf(other)} · {loadSaid(at(plan.load, other))}
              </option>
            ))}
          </select>
        </label>
      )}
    </section>
  );
}

/** The buildings of an area by address: what is pressed on the map can be chosen here as well. */
function ByBuilding({ area }: { area: number }) {
  const { studio, loaded } = useBench();
  const words = usePlanWords();
  const [opened, setOpened] = useState(false);
  void studio.strokes.value;
  const { parts, town } = loaded.ground;
  const own = opened ? (studio.division?.partsOf(area) ?? []) : [];
  const buildings = [...buildingsOf(town, own)];
  return (
    <details class="hand-parts" onToggle={({ currentTarget }) => setOpened(currentTarget.open)}>
      <summary>{words.byBuilding}</summary>
      <ul>
        {buildings.map((one) => {
          const inside = parts[one] ?? [];
          const homes = inside.reduce((sum, part) => sum + at(town.households, part), 0);
          const { address } = loaded.sent.buildings;
          return (
            <li key={one}>
              <button
                type="button"
                class="quiet"
                aria-pressed={inside.every((part) => studio.selected.value.has(part))}
                onClick={() => toggle(studio, inside)}
              >
                {address[one] || words.noAddress} · {words.households(count(homes))}
              </button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
