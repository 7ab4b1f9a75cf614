import type { Point } from "../mercator.ts";
import { at } from "./town.ts";

/** Rings of an outline, x and y in turn; what lies in an odd number of them is inside. */
type Rings = readonly (readonly number[])[];

/** A side of a ring: from x and y to x and y. */
type Side = readonly [number, number, number, number];

/** Rows from the top of a box to its bottom. */
const ROWS = 4;
/** How much wider than the box its surroundings may be: the wider, the better it stands. */
const SIZES = [8, 5.6, 4, 2.8, 2, 1.7, 1.4, 1.2, 1];
/** Places that are told at most. */
const MOST = 8;

/**
 * Middles of places where a box lies wholly inside an outline, the one with the most ground around
 * it first. The outline is looked at in rows; what was found is held against its very sides.
 */
export function innerPlaces(rings: Rings, wide: number, high: number): Point[] {
  const sides = sidesOf(rings);
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of sides) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  if (!(right - left >= wide && bottom - top >= high)) return [];
  const step = high / ROWS;
  const first = top + (((bottom - top) / step) % 1) * (step / 2);
  const rows = spansOf(sides, first, step, Math.floor((bottom - top) / step) + 1);
  const found: Point[] = [];
  for (const size of SIZES) {
    const across = Math.ceil(size * ROWS);
    const fits: Point[] = [];
    for (let row = 0; row + across < rows.length; row++) {
      let shared = rows[row] ?? [];
      for (let next = row + 1; next <= row + across && shared.length > 0; next++) {
        shared = inBoth(shared, rows[next] ?? []);
      }
      for (let place = 0; place < shared.length; place += 2) {
        const [from, to] = [at(shared, place), at(shared, place + 1)];
        if (to - from >= size * wide) {
          fits.push({ x: (from + to) / 2, y: first + (row + across / 2) * step });
        }
      }
    }
    const middle = {
      x: fits.reduce((sum, { x }) => sum + x, 0) / fits.length,
      y: fits.reduce((sum, { y }) => sum + y, 0) / fits.length,
    };
    const away = ({ x, y }: Point) => Math.hypot((x - middle.x) / wide, (y - middle.y) / high);
    for (const place of fits.sort((one, other) => away(one) - away(other))) {
      const apart = ({ x, y }: Point) =>
        Math.abs(x - place.x) >= (size * wide) / 2 || Math.abs(y - place.y) >= (size * high) / 2;
      if (!found.every(apart) || !isWithin(sides, place, wide, high)) continue;
      if (found.push(place) === MOST) return found;
    }
  }
  return found;
}

function sidesOf(rings: Rings): Side[] {
  const sides: Side[] = [];
  for (const ring of rings) {
    let [x, y] = [at(ring, ring.length - 2), at(ring, ring.length - 1)];
    for (let place = 0; place < ring.length; place += 2) {
      const [nextX, nextY] = [at(ring, place), at(ring, place + 1)];
      sides.push([x, y, nextX, nextY]);
      [x, y] = [nextX, nextY];
    }
  }
  return sides;
}

/** What of each row is inside: where it begins and ends, in turn. */
function spansOf(sides: readonly Side[], first: number, step: number, count: number): number[][] {
  const rows: number[][] = Array.from({ length: count }, () => []);
  for (const [fromX, fromY, toX, toY] of sides) {
    if (fromY === toY) continue;
    const [above, below] = [Math.min(fromY, toY), Math.max(fromY, toY)];
    for (
      let row = Math.max(0, Math.ceil((above - first) / step));
      row < count && first + row * step < below;
      row++
    ) {
      const share = (first + row * step - fromY) / (toY - fromY);
      rows[row]?.push(fromX + share * (toX - fromX));
    }
  }
  for (const row of rows) row.sort((one, other) => one - other);
  return rows;
}

function inBoth(one: readonly number[], other: readonly number[]): number[] {
  const both: number[] = [];
  for (let near = 0, far = 0; near + 1 < one.length && far + 1 < other.length; ) {
    const from = Math.max(at(one, near), at(other, far));
    const to = Math.min(at(one, near + 1), at(other, far + 1));
    if (from < to) both.push(from, to);
    if (at(one, near + 1) < at(other, far + 1)) near += 2;
    else far += 2;
  }
  return both;
}

/** Whether no side passes through a box whose middle is inside. */
function isWithin(sides: readonly Side[], { x, y }: Point, wide: number, high: number): boolean {
  const [left, right, top, bottom] = [x - wide / 2, x + wide / 2, y - high / 2, y + high / 2];
  return sides.every(([fromX, fromY, toX, toY]) => {
    if (Math.max(fromX, toX) <= left || Math.min(fromX, toX) >= right) return true;
    if (Math.max(fromY, toY) <= top || Math.min(fromY, toY) >= bottom) return true;
    // All of the box lies to one hand of the side.
    const hand = (cornerX: number, cornerY: number) =>
      (toX - fromX) * (cornerY - fromY) - (toY - fromY) * (cornerX - fromX);
    const hands = [hand(left, top), hand(right, top), hand(left, bottom), hand(right, bottom)];
    return Math.min(...hands) >= 0 || Math.max(...hands) <= 0;
  });
}
