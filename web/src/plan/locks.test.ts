import { expect, test } from "vitest";
import { block } from "../domain/plan/block.ts";
import { Division } from "../domain/plan/division.ts";
import { type Lockable, Locks } from "./locks.ts";

test("what is locked is written down by lasting names, and locked again by these", () => {
  const town = block(2, [0, 1, 0, 1]);
  const plan = () => {
    const division = new Division(town, town.today, 2);
    const sent = { buildings: { uid: ["u0", "u1", "u2"] } };
    const ground = { building: Int32Array.of(0, 1, 2, 2), parts: [[0], [1], [2, 3]] };
    const lockable = { division, labels: ["a", "b"], loaded: { sent, ground } };
    return { division, locks: new Locks(lockable as unknown as Lockable) };
  };
  const { division, locks } = plan();
  locks.lockParts([2], true);
  locks.lockArea(1, true);
  expect(locks.names()).toEqual(["b", "u2"]);
  expect(division.hand([2], 1).locked).toBe(1);
  const again = plan();
  again.locks.lockNamed([...locks.names(), "gone"]);
  // A building is locked with all of its parts.
  expect([...again.division.lockedParts]).toEqual([0, 0, 1, 1]);
  expect(again.locks.names()).toEqual(["b", "u2"]);
  again.locks.freeAll();
  expect(again.locks.names()).toEqual([]);
});
