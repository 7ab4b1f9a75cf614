import { expect, test } from "vitest";
import { isStacked, placeNames, straightest } from "./names.ts";
import { ShapeList, type View } from "./shapes.ts";

const view: View = {
  zoom: 16,
  scale: 1,
  left: 0,
  top: 0,
  worldLeft: 0,
  worldTop: 0,
  width: 800,
  height: 800,
  ratio: 1,
};
const streets = (...lines: number[][]) => {
  const shapes = new ShapeList();
  for (const line of lines) shapes.add([line]);
  return shapes.finish();
};
const measure = (name: string) => name.length * 11;

test.each([
  ["荷叶街", Math.PI / 2, true],
  ["荷叶街", -Math.PI / 2 + 0.4, true],
  ["荷叶街", Math.PI / 4, false],
  ["Main Street", Math.PI / 2, false],
])("%s along %d radians stands upright: %s", (name, angle, stacked) => {
  expect(isStacked(name, angle)).toBe(stacked);
});

test("a name stands on the longest run that is nearly straight, past small bends", () => {
  const run = straightest(view, streets([0, 0, 0, 30, 100, 31, 200, 30, 300, 32]), 0);
  expect(run.length).toBeGreaterThan(290);
  expect(run.x).toBeCloseTo(150, 0);
});

test("a short street bears no name, a long one bears it once near by", () => {
  const shapes = streets([0, 100, 40, 100], [0, 200, 300, 200], [0, 260, 300, 260]);
  const places = placeNames(view, shapes, [0, 1, 2], () => "荷叶街", measure);
  expect(places).toHaveLength(1);
});
