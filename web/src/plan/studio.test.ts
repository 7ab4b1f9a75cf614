import { expect, test } from "vitest";
import { Studio } from "./studio.ts";
import { serving } from "./tower.ts";

test("a new area has the number of one that was taken back, not of one that has ended", async () => {
  const studio = new Studio(serving(), "1", "patch");
  await studio.read();
  studio.found([0]);
  studio.locks.lockArea(2, true);
  studio.undo();
  studio.found([1]);
  expect(studio.assignment()).toEqual({ labels: ["A", "new-1", "B"], part: [0, 1, 2] });
  studio.merge(0, 2);
  studio.found([2]);
  expect(studio.assignment().labels).toContain("new-2");
  studio.close();
});

test("floors that were handed over stay so, whatever is balanced", async () => {
  const server = serving();
  const studio = new Studio(server, "1", "patch");
  await studio.read();
  studio.hand([1], 1);
  studio.aim.value = { size: { low: 1, high: 9 } };
  expect([...(studio.account.value?.load ?? [])]).toEqual([2, 6]);
  await studio.weigh("3 * households");
  expect(studio.load).toBe("3 * households");
  expect(studio.assignment()).toEqual({ labels: ["A", "B"], part: [0, 1, 1] });
  expect(studio.division?.placed).toEqual([1]);
  expect([...(studio.account.value?.load ?? [])]).toEqual([6, 18]);
  expect(studio.aim.value).toEqual({ size: { low: 5, high: 15 } });
  expect(studio.changed.value).toBe(true);
  studio.undo();
  expect(studio.assignment().part).toEqual([0, 0, 1]);
  expect(studio.division?.canRedo).toBe(true);
  studio.close();
});

test("what was taken back leaves nothing to keep, and an even share judges today as it judges the plan", async () => {
  const studio = new Studio(serving(), "1", "patch");
  await studio.read();
  studio.hand([1], 1);
  studio.undo();
  expect(studio.changed.value).toBe(false);
  studio.redo();
  expect(studio.changed.value).toBe(true);
  studio.keep(true);
  studio.undo();
  expect(studio.changed.value).toBe(true);
  studio.redo();
  expect(studio.changed.value).toBe(false);
  studio.aim.value = { tolerance: 0 };
  expect(studio.today.value?.over).toBe(0);
  studio.found([2]);
  expect(studio.account.value?.bounds[0]).toEqual(studio.today.value?.bounds[0]);
  expect(studio.today.value?.over).toBe(2);
  studio.keep(false);
  studio.undo();
  expect(studio.changed.value).toBe(true);
  studio.close();
});

test("what is locked or set free in a plan that is kept is to be kept; before, it is no change", async () => {
  const studio = new Studio(serving(), "1", "patch");
  await studio.read();
  studio.locks.lockArea(0, true);
  expect(studio.changed.value).toBe(false);
  studio.begin(studio.assignment(), ["A"], []);
  expect(studio.changed.value).toBe(false);
  studio.locks.freeAll();
  expect(studio.changed.value).toBe(true);
  studio.locks.lockArea(0, true);
  expect(studio.changed.value).toBe(false);
  expect(studio.foresee([2], 0)).toBeNull();
  expect(studio.foresee([0], 1)).toBeNull();
  studio.close();
});
