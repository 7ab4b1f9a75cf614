import { leadersOf } from "./leaders.ts";
import { piecesOf } from "./pieces.ts";
import { at, buildingsOf, type Town } from "./town.ts";

/** What an area may bear, both included. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** What is asked of every area: bounds, or how far it may be from an even share of its zone. */
export type Aim = { readonly size: Bounds } | { readonly tolerance: number };

/** How a load stands to its bounds. */
export type Standing = "over" | "in" | "under";

export function standingOf(load: number, { low, high }: Bounds): Standing {
  if (load > high + 1e-6) return "over";
  return load < low - 1e-6 ? "under" : "in";
}

/** What goes from one area to another. */
export interface Flow {
  /** Number of the area today. */
  readonly from: number;
  readonly to: number;
  readonly parts: readonly number[];
  readonly households: number;
}

/** What a division comes to. Areas are numbers; what has no part any more has no load. */
export interface Account {
  readonly load: Float64Array;
  /** What each area may bear. */
  readonly bounds: readonly Bounds[];
  readonly households: Float64Array;
  /** Parts in each area. */
  readonly parts: Int32Array;
  /** Parts of nobody. */
  readonly unassigned: readonly number[];
  /** How many pieces each area is in. */
  readonly pieces: Int32Array;
  /** Parts that do not hang together with their area. */
  readonly strays: readonly number[];
  /** Buildings that these are of. */
  readonly apart: number;
  /** Areas with too much, and with too little. */
  readonly over: number;
  readonly under: number;
  /** Households whose area is another one than today; those that had none are not counted. */
  readonly moved: number;
  /** Parts of buildings whose area is another one than today. */
  readonly movedParts: number;
  /** Parts that had no area today, where others had one, and the households there. */
  readonly given: readonly number[];
  readonly givenHouseholds: number;
  /** Households whose leader is another one than today, and leaders who hand some over. */
  readonly changed: number;
  readonly leaders: number;
  /** Where what is moved goes, the most households first. */
  readonly flows: readonly Flow[];
  /** Mean metres of a household from the middle of its area; null without households. */
  readonly walk: number | null;
  /** Metres of the household that is farthest from it. */
  readonly farthest: number | null;
  /** Metres of border between areas. */
  readonly border: number;
}

/**
 * Reckons what a division comes to, from nothing: `area` has a number for each part. `aim` may be the
 * bounds that another division is judged by: an even share is another one where there are more areas.
 */
export function accountOf(
  town: Town,
  area: Int32Array,
  areas: number,
  aim: Aim | readonly Bounds[],
): Account {
  const { neighbours, households, today } = town;
  const load = new Float64Array(areas);
  const homes = new Float64Array(areas);
  const parts = new Int32Array(areas);
  const unassigned: number[] = [];
  const given: number[] = [];
  // Where nothing was divided, all of it is given: nothing stands out.
  const divided = today.some((own) => own >= 0);
  for (let part = 0; part < town.count; part++) {
    const own = at(area, part);
    if (own < 0) unassigned.push(part);
    else {
      load[own] = at(load, own) + at(town.load, part);
      homes[own] = at(homes, own) + at(households, part);
      parts[own] = at(parts, own) + 1;
      if (divided && at(today, part) < 0) given.push(part);
    }
  }
  const flows = flowsOf(town, area, areas);
  const { count: pieces, strays } = piecesOf(neighbours, area, areas, households);
  const { changed, leaders } = leadersOf(town, area);
  const bounds = boundsOf(town, area, load, parts, aim);
  let [over, under] = [0, 0];
  for (let one = 0; one < areas; one++) {
    if (at(parts, one) === 0) continue;
    const standing = standingOf(at(load, one), bounds[one] as Bounds);
    if (standing === "over") over += 1;
    if (standing === "under") under += 1;
  }
  return {
    load,
    bounds,
    households: homes,
    parts,
    unassigned,
    pieces,
    strays,
    apart: buildingsOf(town, strays).size,
    over,
    under,
    moved: flows.reduce((sum, { households: homes }) => sum + homes, 0),
    movedParts: flows.reduce((sum, { parts: own }) => sum + own.length, 0),
    given,
    givenHouseholds: given.reduce((sum, part) => sum + at(households, part), 0),
    changed,
    leaders,
    flows,
    ...walksOf(town, area, homes),
    border: borderOf(town, area),
  };
}

/** What goes from which area of today to which other one, the most households first. */
export function flowsOf(
  { count, households, today }: Town,
  area: Int32Array,
  areas: number,
): readonly Flow[] {
  const flows = new Map<
    number,
    { from: number; to: number; parts: number[]; households: number }
  >();
  for (let part = 0; part < count; part++) {
    const own = at(area, part);
    const before = at(today, part);
    if (before < 0 || own < 0 || before === own) continue;
    const key = before * areas + own;
    const flow = flows.get(key) ?? { from: before, to: own, parts: [], households: 0 };
    flow.parts.push(part);
    flow.households += at(households, part);
    flows.set(key, flow);
  }
  return [...flows.values()].sort(
    (one, other) => other.households - one.households || one.from - other.from || one.to - other.to,
  );
}

/** What each area may bear; an even share is one of its zone. */
function boundsOf(
  { zone, zoneOf, load: loads }: Town,
  area: Int32Array,
  load: Float64Array,
  parts: Int32Array,
  aim: Aim | readonly Bounds[],
): Bounds[] {
  if (judgedAlready(aim)) return aim.slice(0, load.length);
  if ("size" in aim) return Array.from(load, () => aim.size);
  const home = Int32Array.from(load, (_, one) => zoneOf[one] ?? zone[area.indexOf(one)] ?? 0);
  const sums = new Map<number, number>();
  const counts = new Map<number, number>();
  for (const [part, weight] of loads.entries()) {
    sums.set(at(zone, part), (sums.get(at(zone, part)) ?? 0) + weight);
  }
  for (const [one, own] of home.entries()) {
    if (at(parts, one) > 0) counts.set(own, (counts.get(own) ?? 0) + 1);
  }
  // Where nothing is weighed by halves, a bound is none either.
  const whole = loads.every(Number.isInteger);
  return Array.from(home, (own) => {
    const share = (sums.get(own) ?? 0) / Math.max(1, counts.get(own) ?? 1);
    const [low, high] = [share * (1 - aim.tolerance), share * (1 + aim.tolerance)];
    if (!whole) return { low, high };
    // Where nobody has any, the least is no minus zero.
    return { low: Math.max(0, Math.ceil(low - 1e-9)), high: Math.floor(high + 1e-9) };
  });
}

function judgedAlready(aim: Aim | readonly Bounds[]): aim is readonly Bounds[] {
  return Array.isArray(aim);
}

/** Metres of households from the middle of the households of their area: on average, and at most. */
function walksOf({ count, households, x, y }: Town, area: Int32Array, homes: Float64Array) {
  const middleX = new Float64Array(homes.length);
  const middleY = new Float64Array(homes.length);
  for (let part = 0; part < count; part++) {
    const own = at(area, part);
    if (own < 0 || at(homes, own) === 0) continue;
    const share = at(households, part) / at(homes, own);
    middleX[own] = at(middleX, own) + share * at(x, part);
    middleY[own] = at(middleY, own) + share * at(y, part);
  }
  let [metres, sum, most] = [0, 0, 0];
  for (let part = 0; part < count; part++) {
    const own = at(area, part);
    const weight = at(households, part);
    if (own < 0 || weight === 0) continue;
    const far = Math.hypot(at(x, part) - at(middleX, own), at(y, part) - at(middleY, own));
    metres += weight * far;
    sum += weight;
    most = Math.max(most, far);
  }
  return sum > 0 ? { walk: metres / sum, farthest: most } : { walk: null, farthest: null };
}

function borderOf({ count, neighbours: { start, beside, metres } }: Town, area: Int32Array) {
  let doubled = 0;
  for (let part = 0; part < count; part++) {
    for (let place = at(start, part); place < at(start, part + 1); place++) {
      if (at(area, part) !== at(area, at(beside, place))) doubled += at(metres, place);
    }
  }
  return doubled / 2;
}
