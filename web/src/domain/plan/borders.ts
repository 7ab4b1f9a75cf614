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
export function wallsOf({ count, first, start, xy }: Omit<Shapes, "box">): Walls {
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

/** A line between two areas, from one corner to another one. */
interface Border {
  readonly near: number;
  readonly far: number;
  readonly from: number;
  readonly to: number;
  /** x and y in turn. */
  readonly line: readonly number[];
}

/** What a division is bounded by. What a stroke leaves alone stays the same object. */
export interface Borders {
  /** Area of each cell. */
  readonly area: Int32Array;
  readonly borders: readonly Border[];
  /** The outline of each area, x and y of each ring in turn. */
  readonly rings: ReadonlyMap<number, readonly (readonly number[])[]>;
}

/** Beyond the last cell; areas may be {@link NONE}. */
const BEYOND = NONE - 1;

/**
 * Borders between areas of cells, and the outlines of areas. Those `before` are kept where no cell
 * on either side has changed its area.
 */
export function bordersOf(walls: Walls, area: Int32Array, before?: Borders): Borders {
  const changed = changedAreas(area, before);
  if (before && changed.size === 0) return before;
  const touched = (near: number, far: number) => changed.has(near) || changed.has(far);
  const fresh: Wall[] = [];
  for (let wall = 0; wall < walls.from.length; wall++) {
    const one = at(area, at(walls.one, wall));
    const cell = at(walls.other, wall);
    const other = cell < 0 ? BEYOND : at(area, cell);
    if (one === other || !touched(one, other)) continue;
    const [from, to] = [at(walls.from, wall), at(walls.to, wall)];
    fresh.push({ from, to, near: Math.min(one, other), far: Math.max(one, other) });
  }
  const drawn = linesAlong(fresh, walls.xy);
  const around = new Map<number, Border[]>();
  for (const border of drawn) {
    for (const side of [border.near, border.far]) {
      if (side < 0 || !changed.has(side)) continue;
      const own = around.get(side);
      if (own) own.push(border);
      else around.set(side, [border]);
    }
  }
  const rings = new Map<number, readonly (readonly number[])[]>();
  for (const [own, kept] of before?.rings ?? []) if (!changed.has(own)) rings.set(own, kept);
  for (const [own, borders] of around) rings.set(own, ringsAlong(borders));
  const kept = (before?.borders ?? []).filter(({ near, far }) => !touched(near, far));
  return { area: area.slice(), borders: [...kept, ...drawn], rings };
}

/**
 * Areas of cells as they are, but those `loose` reach into the cells beside them: which are theirs by
 * where most of a cell's walls are.
 */
export function reachingOf(
  { from, to, one, other, xy }: Walls,
  area: Int32Array,
  loose: ReadonlySet<number>,
): Int32Array {
  const met = new Map<number, Map<number, number>>();
  for (let wall = 0; wall < from.length; wall++) {
    const [near, far] = [at(one, wall), at(other, wall)];
    if (far < 0) continue;
    const [own, beside] = [at(area, near), at(area, far)];
    if (loose.has(own) === loose.has(beside)) continue;
    const [cell, reaching] = loose.has(own) ? [far, own] : [near, beside];
    const [begin, end] = [2 * at(from, wall), 2 * at(to, wall)];
    const metres = Math.hypot(at(xy, begin) - at(xy, end), at(xy, begin + 1) - at(xy, end + 1));
    const along = met.get(cell) ?? new Map<number, number>();
    met.set(cell, along.set(reaching, (along.get(reaching) ?? 0) + metres));
  }
  const reached = area.slice();
  for (const [cell, along] of met) {
    const [[most = NONE] = []] = [...along].sort(([, metres], [, others]) => others - metres);
    reached[cell] = most;
  }
  return reached;
}

/** The lines between those pairs of areas that are `wanted`. */
export function linesOf(
  { borders }: Borders,
  wanted: (near: number, far: number) => boolean = () => true,
): (readonly number[])[] {
  return borders.filter(({ near, far }) => wanted(near, far)).map(({ line }) => line);
}

/** Areas that have, or had, a cell that has changed its area. */
function changedAreas(area: Int32Array, before: Borders | undefined): Set<number> {
  if (before?.area.length !== area.length) return new Set(area);
  const changed = new Set<number>();
  for (let cell = 0; cell < area.length; cell++) {
    const [was, own] = [at(before.area, cell), at(area, cell)];
    if (was !== own) changed.add(was).add(own);
  }
  return changed;
}

type Wall = Omit<Border, "line">;

/** Puts walls together to lines, each between two areas. */
function linesAlong(walls: readonly Wall[], xy: Float64Array): Border[] {
  // The ends of walls, two of each in turn: the first one at each corner, and the next one there.
  const first = new Int32Array(xy.length / 2).fill(NONE);
  const next = new Int32Array(2 * walls.length);
  const wallOf = (end: number) => walls[end >> 1] as Wall;
  const cornerOf = (end: number) => (end % 2 === 0 ? wallOf(end).from : wallOf(end).to);
  for (let end = 0; end < next.length; end++) {
    next[end] = at(first, cornerOf(end));
    first[cornerOf(end)] = end;
  }
  /** Where a line goes on. Where borders meet it ends: dashes begin anew there and nowhere else. */
  const onward = (end: number): number => {
    const { near, far } = wallOf(end);
    let [met, found] = [0, NONE];
    for (let other = at(first, cornerOf(end)); other >= 0; other = at(next, other)) {
      const wall = wallOf(other);
      if (wall.near !== near || wall.far !== far) continue;
      met += 1;
      if (other !== end) found = other;
    }
    return met === 2 ? found : NONE;
  };
  const used = new Uint8Array(walls.length);
  const follow = (begin: number): Border => {
    const { near, far } = wallOf(begin);
    const from = cornerOf(begin);
    const line = [at(xy, 2 * from), at(xy, 2 * from + 1)];
    for (let end = begin; ; ) {
      used[end >> 1] = 1;
      const to = cornerOf(end ^ 1);
      line.push(at(xy, 2 * to), at(xy, 2 * to + 1));
      end = onward(end ^ 1);
      if (end < 0 || used[end >> 1]) return { near, far, from, to, line };
    }
  };
  const lines: Border[] = [];
  for (const knots of [true, false]) {
    for (let end = 0; end < next.length; end++) {
      if (!used[end >> 1] && (!knots || onward(end) < 0)) lines.push(follow(end));
    }
  }
  return lines;
}

/** Puts the lines around an area together to rings. */
function ringsAlong(borders: readonly Border[]): number[][] {
  const beside = new Map<number, Border[]>();
  for (const border of borders) {
    for (const corner of [border.from, border.to]) {
      const met = beside.get(corner);
      if (met) met.push(border);
      else beside.set(corner, [border]);
    }
  }
  const used = new Set<Border>();
  const rings: number[][] = [];
  for (const first of borders) {
    const ring: number[] = [];
    let here = first.from;
    let next = used.has(first) ? undefined : first;
    while (next) {
      const { from, to, line } = next;
      used.add(next);
      const [start, step] = from === here ? [0, 2] : [line.length - 2, -2];
      for (let place = start; place >= 0 && place < line.length; place += step) {
        ring.push(at(line, place), at(line, place + 1));
      }
      here = from === here ? to : from;
      next = beside.get(here)?.find((one) => !used.has(one));
    }
    if (ring.length > 0) rings.push(ring);
  }
  return rings;
}
