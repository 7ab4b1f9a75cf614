import { at } from "../domain/plan/town.ts";
import { loadSaid, useAreaNames, useBench, usePlanWords } from "./context.ts";

/** The area that is chosen: lock it, select its buildings, make it one with another. */
export function AreaCard() {
  const { studio } = useBench();
  const words = usePlanWords();
  const { long: nameOf } = useAreaNames();
  const area = studio.chosen.value;
  const plan = studio.account.value;
  void studio.locks.value;
  if (area === null || !plan || studio.selected.value.size > 0) return null;
  const locked = studio.division?.lockedAreas.has(area) ?? false;
  const others = [...plan.parts.keys()].filter((one) => one !== area && at(plan.parts, one) > 0);
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
          onClick={() => studio.lockArea(area, !locked)}
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
