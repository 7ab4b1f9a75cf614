import { expect, test } from "vitest";
import { Cover } from "./cover.ts";
import { type Labelled, placeLabel } from "./labels.ts";

const screen = { width: 600, height: 400 };
const area = (changes: Partial<Labelled> = {}): Labelled => ({
  kind: "figure",
  x: 300,
  y: 200,
  wide: 240,
  high: 200,
  width: 70,
  height: 38,
  small: false,
  covers: (x, y) => Math.abs(x - 300) <= 120 && Math.abs(y - 200) <= 100,
  ...changes,
});
const box = ({ left, top }: { left: number; top: number }) =>
  [left, top, left + 70, top + 38] as const;

test("a label stands in the middle of free ground", () => {
  expect(placeLabel(area(), new Cover(600, 400), screen)).toEqual({ left: 265, top: 181 });
});

test("a label moves off buildings before it covers them", () => {
  const cover = new Cover(600, 400);
  cover.put(250, 170, 350, 230, 1);
  const spot = placeLabel(area(), cover, screen);
  const fresh = new Cover(600, 400);
  fresh.put(250, 170, 350, 230, 1);
  expect(spot && fresh.cost(...box(spot))).toBe(0);
});

test("a label covers buildings where there is nothing else, but a patch's does not", () => {
  const full = () => {
    const cover = new Cover(600, 400);
    cover.put(0, 0, 600, 400, 1);
    return cover;
  };
  expect(placeLabel(area(), full(), screen)).not.toBeNull();
  expect(placeLabel(area({ small: true }), full(), screen)).toBeNull();
});

test("two labels never stand on one another, and none is shrunk to fit", () => {
  const cover = new Cover(600, 400);
  const tight = area({ wide: 80, high: 44, covers: () => true });
  expect(placeLabel(tight, cover, screen)).not.toBeNull();
  const again = placeLabel({ ...tight, wide: 60, high: 30 }, cover, screen);
  expect(again).toBeNull();
});

test("a label stays inside its area and the screen", () => {
  const edge = area({ x: 10, y: 10, covers: (x, y) => x < 130 && y < 110 });
  const spot = placeLabel(edge, new Cover(600, 400), screen);
  expect(spot && spot.left >= 4 && spot.top >= 4).toBe(true);
  expect(placeLabel(area({ covers: () => false }), new Cover(600, 400), screen)).toBeNull();
});

test("nothing is written across a border but the bare rate", () => {
  const narrow = area({ wide: 100, covers: (x) => Math.abs(x - 300) <= 30 });
  expect(placeLabel(narrow, new Cover(600, 400), screen)).toBeNull();
  expect(placeLabel({ ...narrow, tight: true }, new Cover(600, 400), screen)).not.toBeNull();
});

test("one that fills its area stays about its middle, whatever it covers there", () => {
  const cover = new Cover(600, 400);
  cover.put(250, 170, 350, 230, 1);
  const spot = placeLabel(area({ wide: 80, high: 44, tight: true }), cover, screen);
  expect(spot && Math.hypot(spot.left - 265, spot.top - 181)).toBeLessThan(8);
});
