import { expect, test } from "vitest";
import { mergedWith, NO_WISH, orderOf, spokenFor, wished } from "./wish.ts";

const ZONES = ["z1", "z2"];

test("areas that are to be one take along whatever they are to be one with", () => {
  const two = mergedWith(mergedWith(NO_WISH, "a", "b"), "c", "d");
  expect(two.merge).toEqual([
    ["a", "b"],
    ["c", "d"],
  ]);
  const one = mergedWith(two, "b", "c");
  expect(one.merge).toEqual([["a", "b", "c", "d"]]);
  expect(spokenFor({ ...one, remove: ["e"] })).toEqual(new Set(["e", "a", "b", "c", "d"]));
});

test("a wish is sent as far as its areas are still there; from nothing, none of it is", () => {
  const wish = {
    ...NO_WISH,
    add: 2,
    remove: ["a", "gone"],
    merge: [
      ["b", "c", "gone"],
      ["d", "gone"],
    ],
  };
  expect(orderOf(wish, ["a", "b", "c", "d"], ZONES)).toEqual({
    ...{ anew: false, front: true, add: { z1: 2 }, remove: ["a"] },
    merge: [["b", "c"]],
  });
  expect(orderOf({ ...wish, zone: "z2" }, [], ZONES).add).toEqual({ z2: 2 });
  expect(orderOf({ ...wish, anew: true }, ["a"], ZONES)).toEqual({ anew: true, front: false });
  expect([NO_WISH, wish, { ...wish, anew: true }].map(wished)).toEqual([0, 5, 1]);
});
