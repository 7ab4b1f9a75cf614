import { expect, test } from "vitest";
import { isHatched, pitchAt } from "./buildings.ts";
import {
  boxOf,
  covers,
  hasSurface,
  pixelsPerMetre,
  ShapeList,
  shows,
  type View,
} from "./shapes.ts";

function courtyard() {
  const shapes = new ShapeList();
  shapes.add([
    [0, 0, 10, 0, 10, 10, 0, 10],
    [3, 3, 7, 3, 7, 7, 3, 7],
  ]);
  shapes.add([[20, 20]]);
  return shapes.finish(Int16Array);
}

const view: View = {
  zoom: 16,
  scale: 2,
  left: 0,
  top: 0,
  worldLeft: 0,
  worldTop: 256 * 2 ** 15,
  width: 30,
  height: 30,
  ratio: 1,
};

test("a courtyard is outside", () => {
  const shapes = courtyard();
  expect(covers(shapes, 0, 1, 1)).toBe(true);
  expect(covers(shapes, 0, 5, 5)).toBe(false);
  expect(covers(shapes, 0, 11, 5)).toBe(false);
});

test("a place has no surface", () => {
  const shapes = courtyard();
  expect([hasSurface(shapes, 0), hasSurface(shapes, 1)]).toEqual([true, false]);
  expect(boxOf(view, shapes, 1)).toEqual([40, 40, 40, 40]);
});

test("only what touches the view is shown", () => {
  const shapes = courtyard();
  expect([shows(view, shapes, 0), shows(view, shapes, 1)]).toEqual([true, false]);
});

test("a hatch needs nine pixels, and is wider close in", () => {
  expect([isHatched([0, 0, 40, 8.9]), isHatched([0, 0, 9, 9])]).toEqual([false, true]);
  expect([pitchAt(16.5), pitchAt(17)]).toEqual([4, 7]);
});

test("a metre at the equator is what the zoom says", () => {
  expect(pixelsPerMetre(view)).toBeCloseTo((256 * 2 ** 16) / 40_075_017, 6);
});
