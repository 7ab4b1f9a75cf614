import { expect, test } from "vitest";
import { Cover } from "./cover.ts";

test("free ground costs nothing, buildings little, marks everything", () => {
  const cover = new Cover(300, 200);
  cover.put(0, 0, 30, 30, 1);
  cover.put(200, 100, 220, 120, 8);

  expect(cover.cost(100, 50, 150, 80)).toBe(0);
  expect(cover.cost(10, 10, 20, 20)).toBeGreaterThan(0);
  expect(cover.cost(10, 10, 20, 20)).toBeLessThan(Infinity);
  expect(cover.cost(190, 90, 205, 105)).toBe(Infinity);
});

test("what is heavier stays when something light is put over it", () => {
  const cover = new Cover(100, 100);
  cover.put(0, 0, 20, 20, 9);
  cover.put(0, 0, 20, 20, 1);
  expect(cover.cost(0, 0, 5, 5)).toBe(Infinity);
});

test("past the edges there is nothing", () => {
  const cover = new Cover(100, 100);
  cover.put(-50, -50, -10, -10, 9);
  cover.put(500, 500, 600, 600, 9);
  expect(cover.cost(0, 0, 99, 99)).toBe(0);
});
