import { expect, test } from "vitest";
import type { Level } from "../contract.ts";
import { areasAt, levelAt, statusesAt } from "./levels.ts";

const all: Level[] = ["subdistrict", "community", "grid", "group", "patch"];

test.each([
  [9, "subdistrict"],
  [13, "community"],
  [14, "grid"],
  [16.5, "grid"],
  [17, "patch"],
  [20, "patch"],
])("at zoom %d stands the %s", (zoom, level) => {
  expect(levelAt(zoom, all)).toBe(level);
});

test("from afar the coarsest stands that there is", () => {
  expect(levelAt(5, ["grid", "patch"])).toBe("grid");
  expect(levelAt(5, [])).toBeUndefined();
});

test("where there are no finer areas the coarser one stands for them", () => {
  const areas = [
    { level: "community", parent: -1 },
    { level: "community", parent: -1 },
    { level: "grid", parent: 0 },
    { level: "patch", parent: 2 },
  ];
  expect(areasAt(areas, "grid").sort()).toEqual([1, 2]);
  expect(areasAt(areas, "community").sort()).toEqual([0, 1]);
  expect(areasAt(areas, "patch").sort()).toEqual([1, 3]);
});

test("areas that name each other as parents end", () => {
  const circle = [
    { level: "grid", parent: 1 },
    { level: "grid", parent: 0 },
  ];
  expect(areasAt(circle, "grid")).toHaveLength(1);
});

test("untouched buildings are drawn last, and alone from afar", () => {
  const known = { anyStatus: true, anyArea: true };
  expect(statusesAt(16, known)).toEqual([0, 3, 2, 1]);
  expect(statusesAt(15, known)).toEqual([1]);
  expect(statusesAt(13, known)).toEqual([]);
  expect(statusesAt(13, { anyStatus: false, anyArea: false })).toEqual([0]);
});
