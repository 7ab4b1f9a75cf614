import { expect, test } from "vitest";
import { metresBetween, metresPerUnit, toPlace, toPoint } from "./mercator.ts";

test("a place comes back from the flat world as it went in", () => {
  for (const place of [
    [113.15, 27.83],
    [-73.7, 40.7],
    [0, 0],
    [-179.9, -60],
  ] as const) {
    const [lon, lat] = toPlace(toPoint(place));
    expect(lon).toBeCloseTo(place[0], 9);
    expect(lat).toBeCloseTo(place[1], 9);
  }
});

test("the corner of the world is the corner of the flat one", () => {
  const corner = toPoint([-180, 85.0511287798066]);
  expect(corner.x).toBeCloseTo(0, 12);
  expect(corner.y).toBeCloseTo(0, 9);
});

test("a degree of longitude is as long as its latitude leaves it", () => {
  expect(metresBetween([113, 0], [114, 0])).toBeCloseTo(111_319.49, 1);
  expect(metresBetween([113, 60], [114, 60])).toBeCloseTo(55_659.7, 0);
  expect(metresPerUnit(0.5)).toBeCloseTo(40_075_016.686, 3);
});
