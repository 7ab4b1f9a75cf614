import { expect, test } from "vitest";
import { toPoint } from "../../domain/mercator.ts";
import { dataOf, EXTENT, tileView, unitsOf, viewOf, WORLD } from "./address.ts";

test("a canvas tile lies over the data tile one zoom above, and is cut from the finest beyond it", () => {
  expect(dataOf({ z: 14, x: 5, y: 6 })).toEqual({ z: 13, x: 5, y: 6 });
  expect(dataOf({ z: 16, x: 5, y: 6 })).toEqual({ z: 15, x: 5, y: 6 });
  expect(dataOf({ z: 18, x: 5, y: 7 })).toEqual({ z: 15, x: 1, y: 1 });
});

test("a cut tile shows its part of the data", () => {
  const square = { z: 15, x: 1, y: 1, extent: EXTENT };
  const view = tileView({ z: 18, x: 5, y: 7 }, square, 18, 1);
  // One eighth of the data tile over 512 pixels; the second column and the fourth row of four.
  expect(view.scale * EXTENT).toBe(512 * 4);
  expect([view.left, view.top]).toEqual([512, 512 * 3]);
});

test("between two zooms a tile is drawn in the size in which it is shown", () => {
  const view = tileView({ z: 16, x: 1, y: 0 }, { z: 15, x: 1, y: 0, extent: EXTENT }, 15.5, 1);
  expect(view.width).toBeCloseTo(513 * 2 ** -0.5, 6);
  expect(view.scale * EXTENT).toBeCloseTo(512 * 2 ** -0.5, 6);
});

test("a place has the same pixel through a data tile and through the whole world", () => {
  const place = [113.15, 27.85] as const;
  const { x, y } = toPoint(place);
  const tile = { z: 15, x: Math.floor(x * 2 ** 15), y: Math.floor(y * 2 ** 15) };
  const sheet = { zoom: 16.5, worldLeft: 1000, worldTop: 2000, width: 9, height: 9, ratio: 1 };
  const [one, other] = [{ ...tile, extent: EXTENT }, WORLD].map((square) => {
    const view = viewOf(square, sheet);
    const [unitX, unitY] = unitsOf(square, place);
    return [unitX * view.scale - view.left, unitY * view.scale - view.top];
  });
  expect(one?.[0]).toBeCloseTo(other?.[0] ?? Number.NaN, 4);
  expect(one?.[1]).toBeCloseTo(other?.[1] ?? Number.NaN, 4);
});
