import type { Point } from "./mercator.ts";

/**
 * Four corners of the building whose one side runs from `start` to `end` and that is as deep as
 * `beyond` is away from that side, on whichever side of it `beyond` lies.
 */
export function rectangleOn(start: Point, end: Point, beyond: Point): readonly Point[] {
  const x = end.x - start.x;
  const y = end.y - start.y;
  const long = Math.hypot(x, y);
  if (long === 0) return [start, end, end, start];
  const depth = (x * (beyond.y - start.y) - y * (beyond.x - start.x)) / long;
  const across = { x: (-y / long) * depth, y: (x / long) * depth };
  return [
    start,
    end,
    { x: end.x + across.x, y: end.y + across.y },
    { x: start.x + across.x, y: start.y + across.y },
  ];
}

/** Four corners of the upright rectangle between two opposite ones. */
export function rectangleBetween(one: Point, other: Point): readonly Point[] {
  return [one, { x: other.x, y: one.y }, other, { x: one.x, y: other.y }];
}
