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
  const drawn = { labels: ["new-1", "a"], part: [0, 1, 0], byHand: [1, 2] };
  const { labels, part, byHand } = laidOver(drawn, before, now);
  expect(part.map((one) => labels[one])).toEqual(["a", "new-1", "new-1"]);
  expect(byHand).toEqual([1]);
});

test("floors of a tower that is one part by now go where most of them were, and the other way", () => {
  const floors = ground(["a", "b"], [1, 1, 1, 2], [0, 0, 0, 1]);
  floors.atoms.low.splice(0, 3, 1, 2, 3);
  const whole = ground(["a", "b"], [1, 2], [0, 1]);
  const drawn = { labels: ["a", "b"], part: [0, 1, 1, 1], byHand: [] };
  expect(laidOver(drawn, floors, whole).part).toEqual([1, 1]);
  const back = { labels: ["a", "b"], part: [1, 1], byHand: [] };
  expect(laidOver(back, whole, floors).part).toEqual([1, 1, 1, 1]);
});
