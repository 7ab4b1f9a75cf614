import type { Shapes } from "./shapes.ts";
import { at, NONE } from "./town.ts";

/** The walls between cells: each a straight piece with the cells on its two sides. */
export interface Walls {
  /** Numbers of the two corners of each wall. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Cells on either side; {@link NONE} beyond the last one. */
  readonly one: Int32Array;
  readonly other: Int32Array;
  /** x and y of each corner in turn. */
  readonly xy: Float64Array;
}

/** Millimetres: corners that neighbours share are the same to far less. */
const GRAIN = 1000;
const SPAN = 2 ** 26;

/** Finds the walls between cells that share their corners. */
export function wallsOf({ count, first, start, xy }: Shapes): Walls {
  const corners = new Map<number, number>();
  const places: number[] = [];
  const cornerAt = (place: number): number => {
    const [x, y] = [at(xy, place), at(xy, place + 1)];
    const key = (Math.round(x * GRAIN) + SPAN / 2) * SPAN + Math.round(y * GRAIN) + SPAN / 2;
    const known = corners.get(key);
    if (known !== undefined) return known;
    corners.set(key, corners.size);
    places.push(x, y);
    return corners.size - 1;
  };
  const walls = new Map<number, number>();
  const found: { from: number[]; to: number[]; one: number[]; other: number[] } = {
    from: [],
    to: [],
    one: [],
    other: [],
  };
  for (let cell = 0; cell < count; cell++) {
    for (let ring = at(first, cell); ring < at(first, cell + 1); ring++) {
      const [begin, end] = [at(start, ring), at(start, ring + 1)];
      if (begin === end) continue;
      let before = cornerAt(end - 2);
      for (let place = begin; place < end; place += 2) {
        const corner = cornerAt(place);
        if (corner !== before) {
          const key = Math.min(before, corner) * SPAN + Math.max(before, corner);
          const wall = walls.get(key);
          if (wall === undefined) {
            walls.set(key, found.from.length);
            found.from.push(before);
            found.to.push(corner);
            found.one.push(cell);
            found.other.push(NONE);
          } else if (found.one[wall] !== cell) found.other[wall] = cell;
        }
        before = corner;
      }
    }
  }
  return {
    from: Int32Array.from(found.from),
    to: Int32Array.from(found.to),
    one: Int32Array.from(found.one),
    other: Int32Array.from(found.other),
    xy: Float64Array.from(places),
  };
}

/**
 * The walls between cells of different areas, put together to lines: x and y in turn. Those of areas
 * that are `outlined` otherwise are left out.
 */
export function bordersOf(
  walls: Walls,
  area: ArrayLike<number>,
  outlined: { has(area: number): boolean } = new Set(),
): number[][] {
  const beside = new Map<number, number[]>();
  for (let wall = 0; wall < walls.from.length; wall++) {
    const other = at(walls.other, wall);
    const far = other < 0 ? NONE - 1 : at(area, other);
    const near = at(area, at(walls.one, wall));
    if (near === far || outlined.has(near) || outlined.has(far)) continue;
    for (const corner of [at(walls.from, wall), at(walls.to, wall)]) {
      const met = beside.get(corner);
      if (met) met.push(wall);
      else beside.set(corner, [wall]);
    }
  }
  const used = new Set<number>();
  const follow = (corner: number): number[] => {
    const line = [at(walls.xy, 2 * corner), at(walls.xy, 2 * corner + 1)];
    let here = corner;
    for (;;) {
      const wall = beside.get(here)?.find((one) => !used.has(one));
      if (wall === undefined) return line;
      used.add(wall);
      here = at(walls.from, wall) === here ? at(walls.to, wall) : at(walls.from, wall);
      line.push(at(walls.xy, 2 * here), at(walls.xy, 2 * here + 1));
      // Where borders meet, a line ends: dashes begin anew there and nowhere else.
      if (beside.get(here)?.length !== 2) return line;
    }
  };
  const lines: number[][] = [];
  const begin = (knots: boolean) => {
    for (const [corner, met] of beside) {
      if (knots === (met.length === 2)) continue;
      while (met.some((wall) => !used.has(wall))) lines.push(follow(corner));
    }
  };
  begin(true);
  begin(false);
  return lines;
}
