import { expect, test } from "vitest";
import { below, firstLevel, isLevel } from "./levels.ts";

test("grids open first, else the finest level above patches", () => {
  expect(firstLevel(["subdistrict", "community", "grid", "patch"])).toBe("grid");
  expect(firstLevel(["subdistrict", "community", "patch"])).toBe("community");
  expect(firstLevel(["patch"])).toBe("patch");
  expect(firstLevel([])).toBeNull();
});

test("the level below skips those that do not exist", () => {
  expect(below("community", ["community", "patch"])).toBe("patch");
  expect(below("patch", ["community", "patch"])).toBeNull();
});

test("only levels are levels", () => {
  expect(isLevel("grid")).toBe(true);
  expect(isLevel("city")).toBe(false);
});
