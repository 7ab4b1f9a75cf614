import { expect, test } from "vitest";
import { Kept } from "./Kept.ts";

test("what was not used for longest goes first", () => {
  const kept = new Kept<number>(2);
  kept.put("a", 1);
  kept.put("b", 2);
  kept.get("a");
  kept.put("c", 3);
  expect(["a", "b", "c"].map((key) => kept.has(key))).toEqual([true, false, true]);
});

test("what is kept is not made again", () => {
  const kept = new Kept<number>(2);
  expect(kept.take("a", () => 1)).toBe(1);
  expect(kept.take("a", () => 2)).toBe(1);
  kept.drop("a");
  expect(kept.take("a", () => 2)).toBe(2);
});
