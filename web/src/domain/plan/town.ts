/** Nobody's: a part without an area, without a patch. */
export const NONE = -1;

/** Who is beside whom: of part `i`, `beside[start[i]]` up to `beside[start[i + 1]]`. */
export interface Neighbours {
  readonly start: Int32Array;
  readonly beside: Int32Array;
  /** Metres of ground that the two share. */
  readonly metres: Float64Array;
}

/** What a plan divides: parts of buildings, each with its place in every array. */
export interface Town {
  readonly count: number;
  /** Number of its building: a tower may have parts in several areas. */
  readonly building: Int32Array;
  /** What is to be in balance, in its own unit. */
  readonly load: Float64Array;
  readonly households: Float64Array;
  /** Number of its area today. */
  readonly today: Int32Array;
  /** Number of its patch today, each of which has one leader. */
  readonly patch: Int32Array;
  /** What no area reaches across, by number. */
  readonly zone: Int32Array;
  /** Metres east and south of a corner of the town. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly neighbours: Neighbours;
  /** Zone of each area of today, whose numbers are the first ones. */
  readonly zoneOf: Int32Array;
  /** Whether an area of today has patches; one without has a leader of its own. */
  readonly patched: Uint8Array;
}

/** Tells who is beside whom, from pairs of parts; what is beside itself is left out. */
export function neighboursOf(
  count: number,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  shared: ArrayLike<number>,
): Neighbours {
  const start = new Int32Array(count + 1);
  const pairs: number[] = [];
  for (let pair = 0; pair < a.length; pair++) {
    const [one = NONE, other = NONE] = [a[pair], b[pair]];
    if (one === other || one < 0 || other < 0 || one >= count || other >= count) continue;
    pairs.push(pair);
    start[one + 1] = (start[one + 1] ?? 0) + 1;
    start[other + 1] = (start[other + 1] ?? 0) + 1;
  }
  for (let part = 0; part < count; part++) start[part + 1] = at(start, part + 1) + at(start, part);
  const next = start.slice();
  const beside = new Int32Array(2 * pairs.length);
  const metres = new Float64Array(2 * pairs.length);
  const add = (one: number, other: number, length: number) => {
    const place = at(next, one);
    beside[place] = other;
    metres[place] = length;
    next[one] = place + 1;
  };
  for (const pair of pairs) {
    const length = shared[pair] ?? 0;
    add(at(a, pair), at(b, pair), length);
    add(at(b, pair), at(a, pair), length);
  }
  return { start, beside, metres };
}

/** The buildings that parts are of, each once. */
export function buildingsOf({ building }: Town, parts: Iterable<number>): Set<number> {
  const buildings = new Set<number>();
  for (const part of parts) buildings.add(at(building, part));
  return buildings;
}

/** The number at a place that is known to be there. */
export function at(numbers: ArrayLike<number>, place: number): number {
  return numbers[place] as number;
}
