import { expect, test } from "vitest";
import { bandColours, bandOf } from "./bands.ts";
import type { Palette } from "./palette.ts";

const five = ["#ebae76", "#f3cba2", "#f8e3cc", "#edefe9", "#dce8ea"];
const palette = {
  colours: Object.fromEntries(five.map((colour, i) => [`band${i}`, colour])),
  font: "",
} as unknown as Palette;

test("five bands are the design's five colours", () => {
  expect(bandColours(palette, 5)).toEqual(five);
});

test.each([3, 4, 6])("%d bands run from the first colour to the last without a repeat", (count) => {
  const colours = bandColours(palette, count);
  expect(colours).toHaveLength(count);
  expect([colours[0], colours.at(-1)]).toEqual([five[0], five[4]]);
  expect(new Set(colours).size).toBe(count);
});

test.each([
  [39, 0],
  [40, 1],
  [59, 1],
  [94, 3],
  [95, 4],
  [100, 4],
])("%d per cent is in band %d", (percent, band) => {
  expect(bandOf(percent, [40, 60, 80, 95])).toBe(band);
});
