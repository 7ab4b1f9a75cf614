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
  readonly from: number;
  readonly to: number;
  /** x and y in turn. */
  readonly line: readonly number[];
}

/** A pair of areas with all that runs between them. */
interface Between {
  readonly near: number;
  readonly far: number;
  readonly borders: readonly Border[];
}

/** What a division is bounded by. What a stroke leaves alone stays the same object. */
export interface Borders {
  /** Area of each cell. */
  readonly area: Int32Array;
  readonly between: ReadonlyMap<number, Between>;
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
  const fresh = new Map<number, { near: number; far: number; walls: number[] }>();
  for (let wall = 0; wall < walls.from.length; wall++) {
    const near = at(area, at(walls.one, wall));
    const cell = at(walls.other, wall);
    const far = cell < 0 ? BEYOND : at(area, cell);
    if (near === far || !(changed.has(near) || changed.has(far))) continue;
    const pair = (Math.min(near, far) - BEYOND) * SPAN + Math.max(near, far) - BEYOND;
    const met = fresh.get(pair);
    if (met) met.walls.push(wall);
    else fresh.set(pair, { near, far, walls: [wall] });
  }
  const between = new Map<number, Between>();
  for (const [pair, own] of before?.between ?? []) {
    if (!changed.has(own.near) && !changed.has(own.far)) between.set(pair, own);
  }
  const around = new Map<number, Border[]>();
  for (const [pair, { near, far, walls: those }] of fresh) {
    const borders = linesAlong(walls, those);
    between.set(pair, { near, far, borders });
    for (const side of [near, far]) {
      if (side < 0 || !changed.has(side)) continue;
      around.set(side, [...(around.get(side) ?? []), ...borders]);
    }
  }
  const rings = new Map<number, readonly (readonly number[])[]>();
  for (const [own, kept] of before?.rings ?? []) if (!changed.has(own)) rings.set(own, kept);
  for (const [own, borders] of around) rings.set(own, ringsAlong(borders));
  return { area: area.slice(), between, rings };
}

/** The lines between those pairs of areas that are `wanted`. */
export function linesOf(
  { between }: Borders,
  wanted: (near: number, far: number) => boolean = () => true,
): (readonly number[])[] {
  const lines: (readonly number[])[] = [];
  for (const { near, far, borders } of between.values()) {
    if (wanted(near, far)) for (const { line } of borders) lines.push(line);
  }
  return lines;
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

/** The walls between two areas, put together to lines. */
function linesAlong({ from, to, xy }: Walls, walls: readonly number[]): Border[] {
  const ends = (wall: number): Ends => [at(from, wall), at(to, wall)];
  // Where borders meet, a line ends: dashes begin anew there and nowhere else.
  return chained(walls, ends, (met) => met === 2).map((chain) => {
    const corners = [startOf(chain[0] as Step<number>, ends)];
    for (const step of chain) corners.push(endOf(step, ends));
    return {
      from: corners[0] as number,
      to: corners.at(-1) as number,
      line: corners.flatMap((corner) => [at(xy, 2 * corner), at(xy, 2 * corner + 1)]),
    };
  });
}

/** The lines around an area, put together to rings. */
function ringsAlong(borders: readonly Border[]): number[][] {
  const ends = ({ from, to }: Border): Ends => [from, to];
  return chained(borders, ends, () => true).map((chain) =>
    chain.flatMap(({ piece: { line }, back }) => {
      if (!back) return line;
      const turned: number[] = [];
      for (let place = line.length - 2; place >= 0; place -= 2) {
        turned.push(at(line, place), at(line, place + 1));
      }
      return turned;
    }),
  );
}

type Ends = readonly [from: number, to: number];

/** A piece of a chain, and whether the chain runs along it from its end to its start. */
interface Step<Piece> {
  readonly piece: Piece;
  readonly back: boolean;
}

const startOf = <Piece>({ piece, back }: Step<Piece>, ends: (piece: Piece) => Ends): number =>
  ends(piece)[back ? 1 : 0];
const endOf = <Piece>({ piece, back }: Step<Piece>, ends: (piece: Piece) => Ends): number =>
  ends(piece)[back ? 0 : 1];

/** Puts pieces together end to end; a chain goes on `through` corners at which so many ends meet. */
function chained<Piece>(
  pieces: readonly Piece[],
  ends: (piece: Piece) => Ends,
  through: (met: number) => boolean,
): Step<Piece>[][] {
  const beside = new Map<number, Piece[]>();
  for (const piece of pieces) {
    for (const corner of ends(piece)) {
      const met = beside.get(corner);
      if (met) met.push(piece);
      else beside.set(corner, [piece]);
    }
  }
  const used = new Set<Piece>();
  const follow = (corner: number): Step<Piece>[] => {
    const chain: Step<Piece>[] = [];
    let here = corner;
    for (;;) {
      const met = beside.get(here) ?? [];
      const piece = met.find((one) => !used.has(one));
      if (piece === undefined || (chain.length > 0 && !through(met.length))) return chain;
      used.add(piece);
      const step = { piece, back: ends(piece)[0] !== here };
      chain.push(step);
      here = endOf(step, ends);
    }
  };
  const chains: Step<Piece>[][] = [];
  const begin = (knots: boolean) => {
    for (const [corner, met] of beside) {
      if (through(met.length) === knots) continue;
      while (met.some((piece) => !used.has(piece))) chains.push(follow(corner));
    }
  };
  begin(true);
  begin(false);
  return chains;
}
