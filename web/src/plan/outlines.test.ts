import { expect, test } from "vitest";
import type { Preview } from "../api/plans.ts";
import { Frame } from "../domain/plan/shapes.ts";
import { outlinesIn } from "./outlines.ts";

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
