import { expect, test } from "vitest";
import { block } from "../domain/plan/block.ts";
import { Division } from "../domain/plan/division.ts";
import { type Lockable, Locks } from "./locks.ts";

function plan() {
  const town = block(2, [0, 1, 0, 1]);
  const division = new Division(town, town.today, 2);
  const sent = {
    buildings: { uid: ["u0", "u1", "u2"] },
    atoms: { unit: [null, null, "1", "1"], low: [null, null, 1, 4], high: [null, null, 3, null] },
  };
  const ground = { town, building: Int32Array.of(0, 1, 2, 2), parts: [[0], [1], [2, 3]] };
  const lockable = { division, labels: ["a", "b", "new-1"], loaded: { sent, ground } };
  return { division, locks: new Locks(lockable as unknown as Lockable) };
}

test("what is locked is written down by lasting names, and locked again by these", () => {
  const { division, locks } = plan();
  locks.lockParts([2, 3], true);
  locks.lockArea(1, true);
  expect(locks.names()).toEqual(["b", "u2"]);
  expect(locks.parts()).toEqual([1, 2, 3]);
  expect(division.hand([2], 1).locked).toBe(1);
  const again = plan();
  again.locks.lockNamed([...locks.names(), "gone"]);
  expect([...again.division.lockedParts]).toEqual([0, 0, 1, 1]);
  expect(again.locks.names()).toEqual(["b", "u2"]);
  again.locks.freeAll();
  expect(again.locks.names()).toEqual([]);
});

test("where a leader lives in a tower is locked without the rest of it", () => {
  const { division, locks } = plan();
  locks.lockParts([3], true);
  expect(locks.names()).toEqual(["u2/1/4"]);
  locks.freeAll();
  // A floor in the middle of a part is in it; what is not there locks nothing.
  locks.lockNamed(["u2/1/2", "u2/2/4", "u2/1/9", "u0//7"]);
  expect([...division.lockedParts]).toEqual([1, 0, 1, 0]);
  expect(locks.names()).toEqual(["u0", "u2/1/1"]);
});

test("what is locked is held as it is drawn, and all else as it is today", () => {
  const { division, locks } = plan();
  division.hand([2], 1);
  expect(locks.held()).toBeNull();
  // What a hand has made is held as well, and one of today that has handed something over.
  division.found([1]);
  expect(locks.held()).toEqual({ labels: ["a", "new-1", "b"], part: [0, 1, 0, 2] });
  locks.lockArea(0, true);
  expect(locks.held()).toEqual({ labels: ["a", "new-1", "b"], part: [0, 1, 2, 2] });
  locks.freeAll();
  locks.lockParts([2], true);
  expect(locks.held()?.part).toEqual([0, 1, 2, 2]);
  locks.freeAll();
  division.undo();
  division.undo();
  division.merge(0, 1);
  expect(locks.held()).toEqual({ labels: ["a"], part: [0, 0, 0, 0] });
});

test("an area that nobody is left in is not locked", () => {
  const { division, locks } = plan();
  locks.lockArea(1, true);
  division.become(Int32Array.of(0, 0, 0, 0), 2);
  expect(locks.names()).toEqual([]);
});
