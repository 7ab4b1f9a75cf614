import { expect, test } from "vitest";
import { extentOf, meets, metresBetween, middleOf } from "./places.ts";

test("a thousandth of a degree of latitude is 111 metres", () => {
  expect(metresBetween([113.147, 27.852], [113.147, 27.853])).toBeCloseTo(111.2, 1);
  expect(metresBetween([113.147, 27.852], [113.148, 27.852])).toBeCloseTo(98.3, 1);
  expect(metresBetween([113, 27], [113, 27])).toBe(0);
});

test("the extent of a geometry holds all of its points", () => {
  const rings = [
    [
      [113.1, 27.8],
      [113.3, 27.7],
      [113.2, 27.9],
    ],
  ];
  expect(extentOf(rings)).toEqual([113.1, 27.7, 113.3, 27.9]);
  expect(extentOf([113.1, 27.8])).toEqual([113.1, 27.8, 113.1, 27.8]);
  expect(extentOf([])).toBeNull();
  expect(middleOf([0, 0, 2, 4])).toEqual([1, 2]);
});

test("extents meet where they have ground in common", () => {
  expect(meets([0, 0, 2, 2], [1, 1, 3, 3])).toBe(true);
  expect(meets([0, 0, 2, 2], [1, 3, 3, 4])).toBe(false);
  expect(meets([0, 0, 2, 2], [3, 1, 4, 2])).toBe(false);
});
