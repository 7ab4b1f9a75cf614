import { expect, test } from "vitest";
import type { StudioGround } from "../api/plans.ts";
import { labelled, laidOver } from "./assignment.ts";

const ground = (codes: string[], part: number[], area: number[]): StudioGround =>
  ({
    areas: codes.map((code) => ({ code })),
    atoms: { part, area, unit: part.map(() => null), low: part.map(() => null) },
  }) as unknown as StudioGround;

test("areas are written down by what they are called, those without a part are not", () => {
  const area = Int32Array.from([2, 0, -1, 2]);
  expect(labelled(["a", "b", "new-1"], area)).toEqual({
    labels: ["new-1", "a"],
    part: [0, 1, -1, 0],
  });
});

test("a division is carried over to ground that changed: parts that came are where they are today", () => {
  const before = ground(["a", "b"], [1, 2, 3], [0, 0, 1]);
  const now = ground(["b", "a"], [9, 3, 1], [1, 0, 1]);
  const { labels, part } = laidOver({ labels: ["new-1", "a"], part: [0, 1, 0] }, before, now);
  expect(part.map((one) => labels[one])).toEqual(["a", "new-1", "new-1"]);
});
