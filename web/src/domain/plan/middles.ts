import type { Point } from "../mercator.ts";
import type { Flow } from "./account.ts";
import { at, type Town } from "./town.ts";

/** How many times farther than the nearest part of an area its hither side reaches. */
const HITHER = 2;

/** The middle of the households of parts. */
export function middleOf(parts: readonly number[], { x, y, households }: Town): Point {
  let [sumX, sumY, sum] = [0, 0, 0];
  for (const part of parts) {
    const weight = at(households, part) + 0.01;
    sumX += weight * at(x, part);
    sumY += weight * at(y, part);
    sum += weight;
  }
  return { x: sumX / sum, y: sumY / sum };
}

/** The place of the part nearest to the middle: among parts that lie apart that is nobody's. */
export function midmost(parts: readonly number[], town: Town): Point {
  return nearest(parts, middleOf(parts, town), town);
}

/**
 * Where parts begin, seen from a point: the midmost of those on its side. The way to the middle of all
 * would lead across what they lie around.
 */
export function hither(parts: readonly number[], from: Point, town: Town): Point {
  const first = nearest(parts, from, town);
  const reach = HITHER * Math.hypot(first.x - from.x, first.y - from.y);
  const side = parts.filter(
    (part) => Math.hypot(at(town.x, part) - from.x, at(town.y, part) - from.y) <= reach,
  );
  return side.length > 0 ? midmost(side, town) : first;
}

/** Where an arrow for what goes over begins, and where it points to. */
export interface Way {
  readonly from: Point;
  /** Nothing to point to where neither area keeps anything of today. */
  readonly to: Point | null;
}

/** Parts by the number of their area. */
export interface Members {
  /** All that the area has in the plan. */
  readonly planned: readonly (readonly number[])[];
  /** What it has today as well. */
  readonly staying: readonly (readonly number[])[];
}

/**
 * The way that parts go: from their midst to what else is the target's in the plan, on the side where
 * they lie. A new area is nowhere but where they are: they are pointed at, from what their giver keeps.
 */
export function wayOf(flow: Flow, { planned, staying }: Members, town: Town): Way {
  const midst = midmost(flow.parts, town);
  if (staying[flow.to]?.length) {
    const others = (planned[flow.to] ?? []).filter((part) => at(town.today, part) !== flow.from);
    return { from: midst, to: hither(others, midst, town) };
  }
  const kept = staying[flow.from] ?? [];
  return kept.length > 0
    ? { from: hither(kept, midst, town), to: midst }
    : { from: midst, to: null };
}

function nearest(parts: readonly number[], { x, y }: Point, town: Town): Point {
  const away = (part: number) => Math.hypot(at(town.x, part) - x, at(town.y, part) - y);
  const best = parts.reduce((best, part) => (away(part) < away(best) ? part : best));
  return { x: at(town.x, best), y: at(town.y, best) };
}
