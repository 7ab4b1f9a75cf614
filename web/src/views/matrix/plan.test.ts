import { expect, test } from "vitest";
import { evenly } from "./plan.ts";

test("doors that go on below share the lines evenly", () => {
  expect([1, 4, 5, 6, 7, 8, 9].map((doors) => evenly(doors, 4))).toEqual([1, 4, 3, 3, 4, 4, 3]);
  expect(evenly(3, 0)).toBe(1);
});
