import type { Point } from "./mercator.ts";

/** x' = a·x + c·y + e, y' = b·x + d·y + f: in the order in which CSS writes a matrix. */
export interface Affine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

/** One point of a picture and the point of the world it is. */
export interface Pin {
  readonly picture: Point;
  readonly world: Point;
}

/** How far three points must stay from a line: their triangle's height by its longest side. */
const FLATTEST = 0.05;

/** Whether three points lie so near to one line that nothing can be pinned on them. */
export function onOneLine(points: readonly [Point, Point, Point]): boolean {
  const [p, q, r] = points;
  const doubled = Math.abs((q.x - p.x) * (r.y - p.y) - (r.x - p.x) * (q.y - p.y));
  const longest = Math.max(
    Math.hypot(q.x - p.x, q.y - p.y),
    Math.hypot(r.x - q.x, r.y - q.y),
    Math.hypot(p.x - r.x, p.y - r.y),
  );
  return doubled <= FLATTEST * longest * longest;
}

/** The affine that takes the three pins' pictures to their worlds, or null when they are on one line. */
export function affineOf(pins: readonly [Pin, Pin, Pin]): Affine | null {
  const [p, q, r] = pins;
  if (onOneLine([p.picture, q.picture, r.picture])) return null;
  if (onOneLine([p.world, q.world, r.world])) return null;
  const qx = q.picture.x - p.picture.x;
  const qy = q.picture.y - p.picture.y;
  const rx = r.picture.x - p.picture.x;
  const ry = r.picture.y - p.picture.y;
  const whole = qx * ry - rx * qy;
  const solve = (of: (pin: Pin) => number) => {
    const atQ = of(q) - of(p);
    const atR = of(r) - of(p);
    const alongX = (atQ * ry - atR * qy) / whole;
    const alongY = (atR * qx - atQ * rx) / whole;
    return { alongX, alongY, start: of(p) - alongX * p.picture.x - alongY * p.picture.y };
  };
  const x = solve((pin) => pin.world.x);
  const y = solve((pin) => pin.world.y);
  return { a: x.alongX, b: y.alongX, c: x.alongY, d: y.alongY, e: x.start, f: y.start };
}

export function applied(affine: Affine, { x, y }: Point): Point {
  return {
    x: affine.a * x + affine.c * y + affine.e,
    y: affine.b * x + affine.d * y + affine.f,
  };
}

/**
 * How unlike a plan the pinned picture is: the longest stretch by the shortest, 1 for a picture that
 * is only turned and scaled. A mirrored picture is never right, so it is infinitely unlike. A scan is
 * near 1: far above it, two pins were mistaken for one another.
 */
export function distortion({ a, b, c, d }: Affine): number {
  const determinant = a * d - b * c;
  if (determinant <= 0) return Number.POSITIVE_INFINITY;
  const sum = a * a + b * b + c * c + d * d;
  const root = Math.sqrt(Math.max(0, sum * sum - 4 * determinant * determinant));
  return Math.sqrt((sum + root) / (sum - root));
}

/** Above this `distortion` the pins are most likely mistaken. */
export const LIKELY_MISTAKEN = 1.3;
