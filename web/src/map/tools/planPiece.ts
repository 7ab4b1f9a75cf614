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

/** Whether a shape's box meets another one; asked of thousands, so none is made for it. */
export function meetsShape({ box }: Shapes, shape: number, other: Box): boolean {
  const side = 4 * shape;
  return (
    at(box, side) <= other.right &&
    other.left <= at(box, side + 2) &&
    at(box, side + 1) <= other.bottom &&
    other.top <= at(box, side + 3)
  );
}

export function boxOf({ box }: Shapes, shape: number): Box {
  const side = 4 * shape;
  return {
    left: at(box, side),
    top: at(box, side + 1),
    right: at(box, side + 2),
    bottom: at(box, side + 3),
  };
}

/** Boxes of lines: what a stroke leaves alone stays the same line. */
const boxes = new WeakMap<readonly number[], Box>();

export function boxAlong(line: readonly number[]): Box {
  const known = boxes.get(line);
  if (known) return known;
  let { left, top, right, bottom } = NOWHERE;
  for (let place = 0; place < line.length; place += 2) {
    const [x, y] = [at(line, place), at(line, place + 1)];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const box = { left, top, right, bottom };
  boxes.set(line, box);
  return box;
}

/**
 * The piece of the ground that two pictures show differently: a stroke changes a few areas, and what
 * lies around them need not be drawn again.
 */
export function pieceChanged(before: PlanPicture | null, now: PlanPicture | null): Box {
  if (!before || !now || !alike(before, now)) return EVERYWHERE;
  let piece = NOWHERE;
  for (const area of new Set([...before.outlines.keys(), ...now.outlines.keys()])) {
    const [old, rings] = [before.outlines.get(area), now.outlines.get(area)];
    if (old === rings && before.fills[area] === now.fills[area]) continue;
    for (const ring of [...(old ?? []), ...(rings ?? [])]) piece = around(piece, boxAlong(ring));
  }
  if (before.between !== now.between) {
    for (const between of [before.between, now.between]) {
      for (const ring of between?.within ?? []) piece = around(piece, boxAlong(ring));
    }
  }
  const { buildings } = now;
  for (let building = 0; building < buildings.count; building++) {
    if (
      at(before.looks, building) !== at(now.looks, building) ||
      before.selected.has(building) !== now.selected.has(building)
    ) {
      piece = around(piece, boxOf(buildings, building));
    }
  }
  return piece;
}

/** Whether two pictures are of the same ground, beside the same borders of today. */
function alike(one: PlanPicture, other: PlanPicture): boolean {
  return (
    one.frame === other.frame &&
    one.buildings === other.buildings &&
    one.before === other.before &&
    one.outlines.size > 0 === other.outlines.size > 0
  );
}
