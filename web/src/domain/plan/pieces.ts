import { at, type Neighbours, NONE } from "./town.ts";

/** Areas that do not hang together. */
export interface Pieces {
  /** How many pieces each area is in; 0 of one that has no part. */
  readonly count: Int32Array;
  /** Parts that do not hang together with the heaviest piece of their area. */
  readonly strays: readonly number[];
}

/** Looks from part to part which of an area hang together. */
export function piecesOf(
  neighbours: Neighbours,
  area: Int32Array,
  areas: number,
  weight: Float64Array,
): Pieces {
  const { start, beside } = neighbours;
  const piece = new Int32Array(area.length).fill(NONE);
  const queue = new Int32Array(area.length);
  const count = new Int32Array(areas);
  const heaviest = new Int32Array(areas).fill(NONE);
  const heavy = new Float64Array(areas);
  let pieces = 0;
  for (let first = 0; first < area.length; first++) {
    const own = at(area, first);
    if (own < 0 || at(piece, first) >= 0) continue;
    let [head, tail, sum] = [0, 1, 0];
    queue[0] = first;
    piece[first] = pieces;
    while (head < tail) {
      const part = at(queue, head++);
      // A part without households counts a little: the larger piece is the area's.
      sum += at(weight, part) + 1e-6;
      for (let place = at(start, part); place < at(start, part + 1); place++) {
        const next = at(beside, place);
        if (at(area, next) !== own || at(piece, next) >= 0) continue;
        piece[next] = pieces;
        queue[tail++] = next;
      }
    }
    if (sum > at(heavy, own)) {
      heavy[own] = sum;
      heaviest[own] = pieces;
    }
    count[own] = at(count, own) + 1;
    pieces += 1;
  }
  const strays: number[] = [];
  for (let part = 0; part < area.length; part++) {
    const own = at(area, part);
    if (own >= 0 && at(piece, part) !== at(heaviest, own)) strays.push(part);
  }
  return { count, strays };
}
