import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { type Account, type Bounds, standingOf } from "../domain/plan/account.ts";
import { at } from "../domain/plan/town.ts";
import { count } from "../domain/write.ts";
import { loadSaid, useAreaNames, useBench, usePlanWords } from "./context.ts";
import { Glyph } from "./Glyph.tsx";
import { kindOf } from "./load.ts";
import { useZoom } from "./useZoom.ts";

const SIGNS = { over: "▲", in: "", under: "▼" } as const;

/** Today, or another plan, beside the plan: the load of each area as bars against its bounds. */
export function Loads() {
  const { studio, loaded } = useBench();
  const words = usePlanWords();
  const names = useAreaNames();
  const zoom = useZoom();
  const plan = studio.account.value;
  const past = studio.before.value;
  if (!plan || !past) return null;
  const beside = studio.beside.value?.title ?? words.today;
  const { level } = loaded.sent;
  const rows = rowsOf(plan, past, (area) => studio.labels[area] ?? "");
  const most = Math.max(
    1,
    ...rows.flatMap(({ before, now, bounds }) => [before, now, bounds.high]),
  );
  const all = loaded.ground.town.households.reduce((sum, homes) => sum + homes, 0);
  const [first] = plan.bounds;
  const same =
    first && plan.bounds.every(({ low, high }) => low === first.low && high === first.high);
  const facts = [
    words.areasOf[level](count(rows.filter(({ parts }) => parts > 0).length)),
    words.households(count(all)),
    ...(same ? [words.aimed(words.bounds(loadSaid(first.low), loadSaid(first.high)))] : []),
  ];
  const chosen = studio.chosen.value;
  void studio.locks.turns.value;
  // Of hundreds of rows a stroke changes a few: the others stay what they were, and are passed over.
  const known = useMemo(() => new Map<number, KnownRow>(), [studio, loaded, words]);
  const drawn = (row: Row): JSX.Element => {
    const { area } = row;
    const locked = studio.division?.lockedAreas.has(area) ?? false;
    const [name, within] = [names.short(area), names.within(area)];
    const shown = { ...row, beside, most, name, within, locked };
    const about = JSON.stringify([shown, chosen === area]);
    const before = known.get(area);
    if (before?.about === about) return before.element;
    const element = <LoadRow key={area} {...shown} chosen={chosen === area} />;
    known.set(area, { about, element });
    return element;
  };
  const per = perOf(most);
  return (
    <section class="loads" aria-label={words.perArea[kindOf(studio.load)][level]}>
      <p class="studio-facts">{facts.join(" · ")}</p>
      <div class="loads-head">
        <h2>{words.perArea[kindOf(studio.load)][level]}</h2>
        <p class="loads-key" aria-hidden="true">
          <i class="bar before" /> <span class="loads-beside">{beside}</span> <i class="bar now" />{" "}
          {words.plan}
        </p>
      </div>
      <ul class="loads-sums">
        <li class="is-over">
          <span>
            <b aria-hidden="true">▲</b> {words.over}
          </span>
          <strong>
            {past.over} → {plan.over}
          </strong>
        </li>
        <li class="is-under">
          <span>
            <b aria-hidden="true">▼</b> {words.under}
          </span>
          <strong>
            {past.under} → {plan.under}
          </strong>
        </li>
        <li>
          {plan.unassigned.length > 0 ? (
            <button type="button" onClick={() => zoom.parts(plan.unassigned)}>
              <span>{words.unassigned}</span>
              <strong class="work">{count(plan.unassigned.length)}</strong>
              <span class="spoken">{words.zoomTo}</span>
            </button>
          ) : (
            <>
              <span>{words.unassigned}</span>
              <strong>0</strong>
            </>
          )}
        </li>
        {plan.apart > 0 && (
          <li class="loads-strays">
            <button type="button" onClick={() => zoom.parts(plan.strays)}>
              <span>{words.pieces(count(plan.apart))}</span>
              <strong>{words.zoomTo}</strong>
            </button>
          </li>
        )}
      </ul>
      <p class="spoken">{words.sorted}</p>
      <ol class="loads-rows">{rows.map(drawn)}</ol>
      {same && (
        <p class="loads-scale" aria-hidden="true">
          {/* Where the bounds begin near it, the one would be written over the other. */}
          <span>{first.low > most / 8 && "0"}</span>
          <span style={{ left: per(first.low) }}>
            {words.bounds(loadSaid(first.low), loadSaid(first.high))}
          </span>
          {most > 1.7 * first.high && <span>{loadSaid(most)}</span>}
        </p>
      )}
    </section>
  );
}

const perOf = (most: number) => (part: number) => `${(100 * part) / most}%`;

/** A row as it was drawn, and all that it tells. */
interface KnownRow {
  readonly about: string;
  readonly element: JSX.Element;
}

function LoadRow(
  props: Row & {
    readonly name: string;
    readonly within: string | null;
    readonly beside: string;
    /** Load that the longest bar is for. */
    readonly most: number;
    readonly chosen: boolean;
    readonly locked: boolean;
  },
) {
  const { studio } = useBench();
  const words = usePlanWords();
  const zoom = useZoom();
  const { area, before, fresh, now, bounds, parts, beside, most, chosen } = props;
  const { name, within, locked } = props;
  const [was, is] = [standingOf(before, bounds), standingOf(now, bounds)];
  const gone = parts === 0;
  const per = perOf(most);
  return (
    <li>
      <button
        type="button"
        class="loads-row"
        aria-pressed={chosen}
        onClick={() => {
          studio.chosen.value = chosen ? null : area;
          if (!chosen) zoom.area(area);
        }}
      >
        <span class="loads-name">
          <span>
            <span>{name}</span>
            {locked && <Glyph name="lock" size={15} />}
            {locked && <span class="spoken"> {words.isLocked}</span>}
          </span>
          <small>{within}</small>
        </span>
        <span
          class="loads-bars"
          style={{ "--low": per(bounds.low), "--wide": per(bounds.high - bounds.low) }}
        >
          {!fresh && <i class={`bar before is-${was}`} style={{ width: per(before) }} />}
          {!gone && <i class={`bar now is-${is}`} style={{ width: per(now) }} />}
        </span>
        <span class={`loads-was is-${fresh ? "in" : was}`}>
          <span class="spoken">{beside} </span>
          {fresh ? "—" : `${SIGNS[was]}${loadSaid(before)}`}
        </span>
        <span class={`loads-is is-${gone ? "in" : is}`}>
          <span class="spoken">{words.plan} </span>
          {gone ? "—" : `${SIGNS[is]}${loadSaid(now)}`}
          <span class="spoken"> {gone ? words.ends : words.standing[is]}</span>
        </span>
      </button>
    </li>
  );
}

interface Row {
  readonly area: number;
  readonly before: number;
  readonly fresh: boolean;
  readonly now: number;
  readonly bounds: Bounds;
  readonly parts: number;
}

/** The areas there are or were, in the plan and in what it is shown beside, those furthest out of bounds first. */
function rowsOf(plan: Account, beside: Account, nameOf: (area: number) => string): Row[] {
  const rows: Row[] = [];
  for (const [area, bounds] of plan.bounds.entries()) {
    const before = beside.load[area] ?? 0;
    const parts = at(plan.parts, area);
    const fresh = !beside.parts[area];
    if (parts === 0 && fresh) continue;
    rows.push({ area, before, fresh, now: parts ? at(plan.load, area) : 0, bounds, parts });
  }
  const out = (load: number, { low, high }: Bounds) => Math.max(0, load - high, low - load);
  // What was not there yet was not out of bounds.
  const outBefore = ({ before, fresh, bounds }: Row) => (fresh ? 0 : out(before, bounds));
  // What ends is in nobody's way.
  const outNow = ({ now, bounds, parts }: Row) => (parts > 0 ? out(now, bounds) : -1);
  return rows.sort(
    (one, other) =>
      outNow(other) - outNow(one) ||
      outBefore(other) - outBefore(one) ||
      nameOf(one.area).localeCompare(nameOf(other.area), undefined, { numeric: true }),
  );
}
