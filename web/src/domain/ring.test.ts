import { expect, test } from "vitest";
import { type Point, toPoint } from "./mercator.ts";
import { crossesItself, inside, nearestSide, squareMetres } from "./ring.ts";

const square = [
  { x: 0, y: 0 },
  { x: 4, y: 0 },
  { x: 4, y: 4 },
  { x: 0, y: 4 },
];

test("a hectare is a hectare, whichever way round it is drawn and wherever it lies", () => {
  for (const lat of [0, 27.83, 60]) {
    const north = lat + 100 / 111_319.49;
    const east = 113 + 100 / (111_319.49 * Math.cos((lat * Math.PI) / 180));
    const ring = [
      toPoint([113, lat]),
      toPoint([east, lat]),
      toPoint([east, north]),
      toPoint([113, north]),
    ];
    expect(squareMetres(ring) / 10_000).toBeCloseTo(1, 3);
    expect(squareMetres([...ring].reverse())).toBeCloseTo(squareMetres(ring), 6);
  }
  expect(squareMetres([])).toBe(0);
});

test("a bow tie crosses itself, a square and a triangle do not", () => {
  const [a, b, c, d] = square as [Point, Point, Point, Point];
  expect(crossesItself([a, c, b, d])).toBe(true);
  expect(crossesItself(square)).toBe(false);
  expect(crossesItself([a, b, c])).toBe(false);
});

test("inside is not beside, also in a bay", () => {
  const bay = [...square.slice(0, 3), { x: 2, y: 1 }, ...square.slice(3)];
  expect(inside({ x: 1, y: 1 }, square)).toBe(true);
  expect(inside({ x: 5, y: 1 }, square)).toBe(false);
  expect(inside({ x: 2, y: 3 }, bay)).toBe(false);
  expect(inside({ x: 2, y: 3 }, square)).toBe(true);
});

test("a new corner goes into the side it is nearest to, the closing one as well", () => {
  expect(nearestSide(square, { x: 2, y: -1 })).toBe(0);
  expect(nearestSide(square, { x: 5, y: 2 })).toBe(1);
  expect(nearestSide(square, { x: -1, y: 2 })).toBe(3);
});
