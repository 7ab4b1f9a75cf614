import type { Numbered } from "./draw/numbers.ts";
import { statusOf } from "./draw/scene.ts";
import { boxOf, covers, number, shows } from "./draw/shapes.ts";
import type { Frame } from "./frame.ts";
import type { LoadedSquare } from "./tiles/LoadedGround.ts";

/** House numbers come closer in than numbers of the sheet. */
const HOUSES_FROM = 17.5;

/**
 * The buildings in the frame that bear a number: that of the printed sheet, or else the one at the
 * door. A building that a tile cuts comes in pieces: its number goes by the whole of it.
 */
export function numberedIn(
  frame: Frame,
  loaded: readonly LoadedSquare[],
  statuses: ArrayLike<number>,
  chosen: number | undefined,
  written: (house: string) => string,
): Numbered[] {
  const found = new Map<number, Numbered>();
  for (const { square, scene } of loaded) {
    const { shapes, ids, numbers, houses } = scene.buildings;
    const view = frame.over(square);
    for (let index = 0; index < shapes.count; index++) {
      const id = number(ids, index);
      const status = statusOf(statuses, id);
      if (!status || !shows(view, shapes, index, 0)) continue;
      const own = number(numbers, index);
      const house = frame.zoom >= HOUSES_FROM ? (houses.get(index) ?? "") : "";
      const text = own ? String(own) : house;
      if (!text) continue;
      const inside = (x: number, y: number) =>
        covers(shapes, index, (x + view.left) / view.scale, (y + view.top) / view.scale);
      const piece: Numbered = {
        text,
        house: own && house ? written(house) : "",
        status,
        chosen: id === chosen,
        ...sides(boxOf(view, shapes, index)),
        covers: inside,
      };
      const before = found.get(id);
      found.set(id, before ? joined(before, piece) : piece);
    }
  }
  return [...found.values()];
}

const sides = ([left, top, right, bottom]: readonly [number, number, number, number]) => ({
  left,
  top,
  right,
  bottom,
});

function joined(one: Numbered, other: Numbered): Numbered {
  return {
    ...one,
    left: Math.min(one.left, other.left),
    top: Math.min(one.top, other.top),
    right: Math.max(one.right, other.right),
    bottom: Math.max(one.bottom, other.bottom),
    covers: (x, y) => one.covers(x, y) || other.covers(x, y),
  };
}
