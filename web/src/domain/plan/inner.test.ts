import { expect, test } from "vitest";
import { innerPlaces } from "./inner.ts";

const square = [0, 0, 100, 0, 100, 100, 0, 100];
/** An L: a wide foot, and a narrow stem on its left. */
const angle = [0, 0, 30, 0, 30, 60, 120, 60, 120, 120, 0, 120];

test("a box in a square stands in its middle", () => {
  const [place] = innerPlaces([square], 20, 10);
  expect(place?.x).toBeCloseTo(50);
  expect(Math.abs((place?.y ?? 0) - 50)).toBeLessThan(5);
});

test("a box stands where the outline is widest, not in its middle", () => {
  const [place] = innerPlaces([angle], 40, 20);
  expect(place?.y).toBeGreaterThan(70);
  expect(place?.y).toBeLessThan(110);
});

test("every place holds the whole box, and further ones reach into the other arm", () => {
  const places = innerPlaces([angle], 20, 10);
  for (const { x, y } of places) {
    const inFoot = x >= 10 && x <= 110 && y >= 65 && y <= 115;
    const inStem = x >= 10 && x <= 20 && y >= 5 && y <= 115;
    expect(inFoot || inStem).toBe(true);
  }
  expect(places.some(({ y }) => y < 60)).toBe(true);
});

test("there is no place for a box that is wider or higher than the outline, or over a hole", () => {
  expect(innerPlaces([angle], 130, 10)).toEqual([]);
  expect(innerPlaces([angle], 10, 130)).toEqual([]);
  expect(innerPlaces([angle], 60, 62)).toEqual([]);
  const hole = [20, 20, 80, 20, 80, 80, 20, 80];
  expect(innerPlaces([square, hole], 30, 30)).toEqual([]);
  for (const { x, y } of innerPlaces([square, hole], 15, 10)) {
    expect(Math.abs(x - 50) >= 37.5 || Math.abs(y - 50) >= 35).toBe(true);
  }
});

test("a thorn that rows miss keeps the box away from it", () => {
  const thorn = [0, 0, 49.9, 0, 50, 30.4, 50.1, 0, 100, 0, 100, 40, 0, 40];
  for (const { x, y } of innerPlaces([thorn], 30, 20)) {
    expect(Math.abs(x - 50) >= 15 || y >= 40.4).toBe(true);
  }
});

test("nothing has no place", () => {
  expect(innerPlaces([], 1, 1)).toEqual([]);
});
