import { expect, test } from "vitest";
import { partsOf } from "./reasons.ts";

const FIGURE = {
  target: 502,
  reached: 306,
  no_answer: 48,
  no_access: 19,
  refused: 0,
  vacant: 11,
  moved: 0,
  not_found: 0,
  untried: 118,
};

test("the parts make up the target, in the order of the bar", () => {
  const parts = partsOf(FIGURE);
  expect(parts.map(({ reason }) => reason)).toEqual([
    "reached",
    "no_answer",
    "refused",
    "no_access",
    "vacant",
    "untried",
  ]);
  expect(parts.reduce((sum, { households }) => sum + households, 0)).toBe(FIGURE.target);
});
