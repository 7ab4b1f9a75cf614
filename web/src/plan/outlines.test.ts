import { expect, test } from "vitest";
import type { Preview } from "../api/plans.ts";
import { Frame } from "../domain/plan/shapes.ts";
import { holding, outlinesIn } from "./outlines.ts";

test("an area that has but floors of others' towers has no outline, and spoils nobody's", () => {
  const ring = [
    [113, 27],
    [113.001, 27],
    [113, 27.001],
    [113, 27],
  ];
  const drawn = {
    features: [
      { properties: { label: "a" }, geometry: null },
      { properties: { label: "b" }, geometry: { type: "Polygon", coordinates: [ring] } },
    ],
  } as unknown as Preview["outlines"];
  const frame = new Frame([113, 27]);
  const outlines = outlinesIn(drawn, ["a", "b"], frame);
  expect([...outlines.keys()]).toEqual([1]);
});

test("outlines hold for areas that neither gave nor took since; who had no ground has none", () => {
  const outlines = new Map([0, 1, 2].map((area) => [area, [[area, 0, 1, 1]]]));
  const held = holding(outlines, Int32Array.of(0, 0, 1, 2, 3), Int32Array.of(0, 1, 1, 2, 3));
  expect([...held]).toEqual([
    [2, outlines.get(2)],
    [3, []],
  ]);
  // A server that draws nothing leaves all of it to the browser.
  expect(holding(new Map(), Int32Array.of(0), Int32Array.of(0)).size).toBe(0);
});
