import { expect, test } from "vitest";
import { bundled } from "./bundles.ts";

const tower = (top: number, bottom = 1) =>
  Array.from({ length: top - bottom + 1 }, (_, at) => top - at);
const told = (floors: readonly (number | null)[], most: number) =>
  bundled(floors, most).map(({ first, last }) => [floors[first], floors[last]]);

test("a low house needs no bundles", () => {
  expect(told(tower(4), 6)).toEqual([
    [4, 4],
    [3, 3],
    [2, 2],
    [1, 1],
  ]);
});

test("floors are bundled by round numbers from the ground", () => {
  expect(told(tower(60), 7)).toEqual([
    [60, 51],
    [50, 41],
    [40, 31],
    [30, 21],
    [20, 11],
    [10, 1],
  ]);
  expect(told(tower(18), 7)).toEqual([
    [18, 16],
    [15, 13],
    [12, 10],
    [9, 7],
    [6, 4],
    [3, 1],
  ]);
});

test("a crumb at the top joins what is below it", () => {
  expect(told(tower(33), 8)[0]).toEqual([33, 31]);
  expect(told(tower(31), 8)[0]).toEqual([31, 26]);
});

test("doors of no floor stand apart, below", () => {
  expect(told([2, 1, -1, null], 9).at(-1)).toEqual([null, null]);
  expect(told([3, null], 2)).toEqual([
    [3, 3],
    [null, null],
  ]);
});

test("every floor is in one bundle, and there are no more than fit", () => {
  for (const top of [1, 6, 18, 33, 60, 100]) {
    for (const most of [2, 4, 7, 12]) {
      const found = bundled(tower(top), most);
      expect(found.length).toBeLessThanOrEqual(most);
      const places = found.flatMap(({ first, last }) =>
        Array.from({ length: last - first + 1 }, (_, at) => first + at),
      );
      expect(places).toEqual(tower(top).map((_, at) => at));
    }
  }
});
