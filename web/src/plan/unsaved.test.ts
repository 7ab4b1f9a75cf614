import { expect, test } from "vitest";
import type { StudioGround } from "../api/plans.ts";
import { laidOn } from "./unsaved.ts";

const ground = {
  areas: [{ code: "A" }, { code: "B" }],
  atoms: {
    part: [7, 7, 8, 9],
    unit: ["1", "2", null, null],
    low: [null, null, null, null],
    area: [0, 0, 1, -1],
  },
} as unknown as StudioGround;

test("what was placed is laid over the ground as it is now; all else is where it is today", () => {
  const { assignment, byHand } = laidOn(ground, [
    [7, "2", null, "B", true],
    [8, null, null, "new-1", false],
    [9, null, null, null, true],
    [5, null, null, "A", true],
  ]);
  expect(assignment).toEqual({ labels: ["A", "B", "new-1"], part: [0, 1, 2, -1] });
  expect(byHand).toEqual([1, 3]);
});

test("what was to be an area's that has ended is nobody's", () => {
  const { assignment } = laidOn(ground, [[8, null, null, "C", false]]);
  expect(assignment).toEqual({ labels: ["A", "B"], part: [0, 0, -1, -1] });
});
