import { metresPerUnit, type Point } from "./mercator.ts";
import { nearestOn } from "./snapping.ts";

/** Square metres inside a ring of corners in the flat world, each corner said once. */
export function squareMetres(ring: readonly Point[]): number {
  const first = ring[0];
  if (!first) return 0;
  let doubled = 0;
  let height = 0;
  let before = ring[ring.length - 1] ?? first;
  for (const corner of ring) {
    // From the first corner, because the flat world is so wide that digits would be lost.
    doubled +=
      (before.x - first.x) * (corner.y - first.y) - (corner.x - first.x) * (before.y - first.y);
    height += corner.y;
    before = corner;
  }
  return (Math.abs(doubled) / 2) * metresPerUnit(height / ring.length) ** 2;
}

/** Whether two sides of the ring that are not neighbours meet: such a ring has no clear inside. */
export function crossesItself(ring: readonly Point[]): boolean {
  const sides = ring.map((corner, at) => [corner, ring[(at + 1) % ring.length] ?? corner] as const);
  return sides.some(([a, b], one) =>
    sides.some(([c, d], other) => {
      const neighbours = other <= one + 1 || (one === 0 && other === sides.length - 1);
      return !neighbours && meet(a, b, c, d);
    }),
  );
}

/** Whether `point` is inside the ring. */
export function inside(point: Point, ring: readonly Point[]): boolean {
  let within = false;
  let before = ring[ring.length - 1];
  for (const corner of ring) {
    if (before && corner.y > point.y !== before.y > point.y) {
      const share = (point.y - corner.y) / (before.y - corner.y);
      if (point.x < corner.x + share * (before.x - corner.x)) within = !within;
    }
    before = corner;
  }
  return within;
}

/** The side (by its first corner) that a new corner at `point` belongs into: the nearest one. */
export function nearestSide(ring: readonly Point[], point: Point): number {
  let nearest = 0;
  let least = Number.POSITIVE_INFINITY;
  ring.forEach((corner, at) => {
    const foot = nearestOn(point, corner, ring[(at + 1) % ring.length] ?? corner);
    const away = Math.hypot(foot.x - point.x, foot.y - point.y);
    if (away < least) {
      least = away;
      nearest = at;
    }
  });
  return nearest;
}

function meet(a: Point, b: Point, c: Point, d: Point): boolean {
  return turn(a, b, c) !== turn(a, b, d) && turn(c, d, a) !== turn(c, d, b);
}

function turn(a: Point, b: Point, c: Point): number {
  return Math.sign((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));
}
