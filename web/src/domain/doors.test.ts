import { expect, test } from "vitest";
import { afterVisit, buildingStatus, type Door, doorNames, nextDoor, unitsOf } from "./doors.ts";

function door(uid: string, unit: string | null, floor: number | null, more: object = {}): Door {
  const usual = { estimated: false, excluded: false, outcome: null, settled: false };
  return { uid, unit, floor, door: uid, ...usual, ...more };
}

const HOUSE = [
  door("0102", "1", 1),
  door("0101", "1", 1, { outcome: "no_answer" }),
  door("1001", "1", 10, { outcome: "met", settled: true }),
  door("0201", "1", 2, { excluded: true }),
  door("2-101", "2", 1),
];

test("floors stand above each other as in the house, doors by number", () => {
  const [first, second] = unitsOf(HOUSE);
  expect(first?.floors.map(({ floor }) => floor)).toEqual([10, 2, 1]);
  expect(first?.floors[2]?.doors.map(({ uid }) => uid)).toEqual(["0101", "0102"]);
  expect([first?.untried, second?.untried]).toEqual([1, 1]);
});

test("placeholders without a number are numbered", () => {
  const units = unitsOf([door("a", null, null, { door: null }), door("b", null, null)]);
  expect(doorNames(units).get("a")).toBe("1");
  expect(doorNames(units).get("b")).toBe("b");
});

test("the next door is one where nobody has been, then one to try again", () => {
  const units = unitsOf(HOUSE);
  expect(nextDoor(units, null)?.uid).toBe("0102");
  expect(nextDoor(units, "0102")?.uid).toBe("2-101");
  expect(nextDoor(units, "2-101")?.uid).toBe("0102");
  const tried = unitsOf([door("a", "1", 1, { outcome: "no_answer" })]);
  expect(nextDoor(tried, null)?.uid).toBe("a");
  expect(nextDoor(tried, "a")).toBeNull();
});

test("met stays met, a refusal settles", () => {
  const met = door("a", "1", 1, { outcome: "met", settled: true });
  expect(afterVisit(met, "no_answer")).toBe(met);
  expect(afterVisit(door("a", "1", 1), "refused").settled).toBe(true);
  const refused = door("a", "1", 1, { outcome: "refused", settled: true });
  expect(afterVisit(refused, "no_answer").settled).toBe(true);
  expect(afterVisit(door("a", "1", 1), "no_answer")).toMatchObject({ settled: false });
});

test("a building is untouched, partly done or done by its target alone", () => {
  expect(buildingStatus(HOUSE)).toBe("partly");
  expect(buildingStatus([door("a", "1", 1)])).toBe("untouched");
  expect(buildingStatus([door("a", "1", 1, { excluded: true })])).toBe("none");
  expect(buildingStatus([door("a", "1", 1, { outcome: "met", settled: true })])).toBe("done");
});
