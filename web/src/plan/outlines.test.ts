import { expect, test } from "vitest";
import type { Preview } from "../api/plans.ts";
import { linesOf } from "../domain/plan/borders.ts";
import { Frame } from "../domain/plan/shapes.ts";
import { NONE } from "../domain/plan/town.ts";
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
  expect([...outlines.rings.keys()]).toEqual([1]);
});

test("what two areas share is drawn once, and an outline that is as before is the same", () => {
  const square = (left: number, right: number) => ({
    type: "Polygon",
    coordinates: [
      [
        [left, 27],
        [right, 27],
        [right, 27.001],
        [left, 27.001],
        [left, 27],
      ],
    ],
  });
  const drawn = (end: number) =>
    ({
      features: [
        { properties: { label: "a" }, geometry: square(113, 113.001) },
        { properties: { label: "b" }, geometry: square(113.001, end) },
      ],
    }) as unknown as Preview["outlines"];
  const frame = new Frame([113, 27]);
  const first = outlinesIn(drawn(113.002), ["a", "b"], frame);
  const pieces = linesOf(first).reduce((sum, line) => sum + line.length / 2 - 1, 0);
  expect(pieces).toBe(7);
  const next = outlinesIn(drawn(113.003), ["a", "b"], frame, first);
  expect(next.rings.get(0)).toBe(first.rings.get(0));
  expect(next.rings.get(1)).not.toEqual(first.rings.get(1));
});

test("outlines hold for areas that neither gave nor took since", () => {
  const held = holding(Int32Array.of(0, 0, 1, 2, 3), Int32Array.of(0, 1, 1, 2, 3));
  expect([...(held ?? [])]).toEqual([2, 3]);
  expect(holding(Int32Array.of(0, 0, NONE, 2), Int32Array.of(0, 0, 1, 2))).toBeNull();
});
