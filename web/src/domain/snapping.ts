import type { Point } from "./mercator.ts";

/** Lines that drawing may snap to: streets, borders of areas, outlines. In the flat world. */
export type SnapLine = readonly Point[];

/** Where a drawn point snapped to: a corner of a line, or somewhere along one. */
export interface Snap {
  readonly point: Point;
  readonly at: "corner" | "edge";
  readonly line: SnapLine;
}

/**
 * The point of `lines` that `from` snaps to, or null when none is within `reach` (the unit of the
 * points). A corner within reach wins over a nearer edge: borders should meet where streets do.
 */
export function snap(from: Point, lines: readonly SnapLine[], reach: number): Snap | null {
  let corner: Snap | null = null;
  let edge: Snap | null = null;
  let cornerAway = reach;
  let edgeAway = reach;
  for (const line of lines) {
    let before: Point | null = null;
    for (const point of line) {
      const away = distance(from, point);
      if (away <= cornerAway) {
        cornerAway = away;
        corner = { point, at: "corner", line };
      }
      if (before && within(from, before, point, edgeAway)) {
        const foot = nearestOn(from, before, point);
        const beside = distance(from, foot);
        if (beside <= edgeAway) {
          edgeAway = beside;
          edge = { point: foot, at: "edge", line };
        }
      }
      before = point;
    }
  }
  return corner ?? edge;
}

/** The point of the segment `a`–`b` that is nearest to `from`. */
export function nearestOn(from: Point, a: Point, b: Point): Point {
  const x = b.x - a.x;
  const y = b.y - a.y;
  const long = x * x + y * y;
  if (long === 0) return a;
  const share = Math.max(0, Math.min(1, ((from.x - a.x) * x + (from.y - a.y) * y) / long));
  return { x: a.x + share * x, y: a.y + share * y };
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** Whether `from` lies in the box of the segment widened by `reach`: cheap, so it comes first. */
function within(from: Point, a: Point, b: Point, reach: number): boolean {
  return (
    from.x >= Math.min(a.x, b.x) - reach &&
    from.x <= Math.max(a.x, b.x) + reach &&
    from.y >= Math.min(a.y, b.y) - reach &&
    from.y <= Math.max(a.y, b.y) + reach
  );
}
