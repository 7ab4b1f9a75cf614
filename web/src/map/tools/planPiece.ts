import type { Shapes } from "../../domain/plan/shapes.ts";
import { at } from "../../domain/plan/town.ts";
import type { Box } from "../insets.ts";
import type { PlanPicture } from "./planPicture.ts";

/** All of a picture, and none of it; boxes are in the picture's frame. */
export const EVERYWHERE: Box = {
  left: -Infinity,
  top: -Infinity,
  right: Infinity,
  bottom: Infinity,
};
export const NOWHERE: Box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };

/** The box around two. */
export function around(one: Box, other: Box): Box {
  return {
    left: Math.min(one.left, other.left),
    top: Math.min(one.top, other.top),
    right: Math.max(one.right, other.right),
    bottom: Math.max(one.bottom, other.bottom),
  };
}

export function meet(one: Box, other: Box): boolean {
  return (
    one.left <= other.right &&
    other.left <= one.right &&
    one.top <= other.bottom &&
    other.top <= one.bottom
  );
}

export function boxOf({ box }: Shapes, shape: number): Box {
  const [left, top, right, bottom] = [0, 1, 2, 3].map((side) => at(box, 4 * shape + side));
  return { left, top, right, bottom } as Box;
}

export function boxAlong(line: readonly number[]): Box {
  let { left, top, right, bottom } = NOWHERE;
  for (let place = 0; place < line.length; place += 2) {
    const [x, y] = [at(line, place), at(line, place + 1)];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { left, top, right, bottom };
}

/**
 * The piece of the ground that two pictures show differently: a stroke changes a few areas, and what
 * lies around them need not be drawn again.
 */
export function pieceChanged(before: PlanPicture | null, now: PlanPicture | null): Box {
  if (!before || !now || !alike(before, now)) return EVERYWHERE;
  let piece = NOWHERE;
  const areas = new Set<number>();
  for (const [area, fill] of now.fills.entries()) if (fill !== before.fills[area]) areas.add(area);
  for (const area of new Set([...before.outlines.keys(), ...now.outlines.keys()])) {
    const [old, rings] = [before.outlines.get(area), now.outlines.get(area)];
    if (old !== rings) areas.add(area);
  }
  const { buildings, cells } = now;
  for (let building = 0; building < buildings.count; building++) {
    const [old, own] = [at(before.area, building), at(now.area, building)];
    if (old !== own) areas.add(old).add(own);
    if (
      at(before.looks, building) !== at(now.looks, building) ||
      before.selected.has(building) !== now.selected.has(building)
    ) {
      piece = around(piece, boxOf(buildings, building));
    }
  }
  if (areas.size === 0) return piece;
  for (const { outlines } of [before, now]) {
    for (const area of areas) {
      for (const ring of outlines.get(area) ?? []) piece = around(piece, boxAlong(ring));
    }
  }
  if (!cells) return piece;
  for (let building = 0; building < cells.count; building++) {
    if (areas.has(at(before.area, building)) || areas.has(at(now.area, building))) {
      piece = around(piece, boxOf(cells, building));
    }
  }
  return piece;
}

/** Whether two pictures are of the same ground, beside the same borders of today. */
function alike(one: PlanPicture, other: PlanPicture): boolean {
  return (
    one.frame === other.frame &&
    one.buildings === other.buildings &&
    one.cells === other.cells &&
    one.before.length === other.before.length &&
    one.before.every((line, place) => line === other.before[place])
  );
}
