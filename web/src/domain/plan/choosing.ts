import type { Point } from "../mercator.ts";
import { inside } from "../ring.ts";
import { at } from "./town.ts";

/** Parts whose places lie within a ring; all in the same flat world. */
export function partsWithin(x: Float64Array, y: Float64Array, ring: readonly Point[]): number[] {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const corner of ring) {
    left = Math.min(left, corner.x);
    right = Math.max(right, corner.x);
    top = Math.min(top, corner.y);
    bottom = Math.max(bottom, corner.y);
  }
  const parts: number[] = [];
  for (let part = 0; part < x.length; part++) {
    const place = { x: at(x, part), y: at(y, part) };
    const near = place.x >= left && place.x <= right && place.y >= top && place.y <= bottom;
    if (near && inside(place, ring)) parts.push(part);
  }
  return parts;
}

/**
 * Parts to one side of a drawn line, which goes on straight beyond its ends; it need not reach all
 * across what it splits.
 */
export function partsBeside(
  parts: readonly number[],
  x: Float64Array,
  y: Float64Array,
  line: readonly Point[],
): number[] {
  const side = sideOf(line, parts, x, y);
  return side ? parts.filter((part) => inside({ x: at(x, part), y: at(y, part) }, side)) : [];
}

/** So many points spread evenly along a line, each in the middle of its share of it. */
export function evenlyAlong(line: readonly Point[], many: number): Point[] {
  const long = line.slice(1).map((point, index) => apart(line[index] ?? point, point));
  const share = long.reduce((sum, one) => sum + one, 0) / many;
  const points: Point[] = [];
  let passed = 0;
  for (const [index, one] of long.entries()) {
    const [from, to] = [line[index], line[index + 1]];
    if (!from || !to) break;
    while (points.length < many && (points.length + 0.5) * share < passed + one) {
      const on = ((points.length + 0.5) * share - passed) / one;
      points.push({ x: from.x + on * (to.x - from.x), y: from.y + on * (to.y - from.y) });
    }
    passed += one;
  }
  return points;
}

/** The ring around one side of a line, wide enough for all parts; null where there is no line. */
function sideOf(
  line: readonly Point[],
  parts: readonly number[],
  x: Float64Array,
  y: Float64Array,
): Point[] | null {
  const [first] = line;
  const last = line.at(-1);
  const second = line.find((point) => first && apart(point, first) > 0);
  const before = [...line].reverse().find((point) => last && apart(point, last) > 0);
  if (!first || !last || !second || !before) return null;
  let far = Math.max(...line.map((point) => apart(point, first)));
  for (const part of parts) far = Math.max(far, apart({ x: at(x, part), y: at(y, part) }, first));
  far *= 4;
  const start = beyond(second, first, far);
  const end = beyond(before, last, far);
  // Back around the outside, the short way: a ring about the whole has the one side in it.
  const from = Math.atan2(end.y - first.y, end.x - first.x);
  const to = Math.atan2(start.y - first.y, start.x - first.x);
  const turn = Math.atan2(Math.sin(to - from), Math.cos(to - from)) || Math.PI;
  const around: Point[] = [];
  for (let step = 1; step < 8; step++) {
    const angle = from + (turn * step) / 8;
    around.push({ x: first.x + 2 * far * Math.cos(angle), y: first.y + 2 * far * Math.sin(angle) });
  }
  return [start, ...line, end, ...around];
}

const apart = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y);

/** The point `far` on from `to`, coming from `from`. */
function beyond(from: Point, to: Point, far: number): Point {
  const long = apart(from, to);
  return { x: to.x + ((to.x - from.x) / long) * far, y: to.y + ((to.y - from.y) / long) * far };
}
