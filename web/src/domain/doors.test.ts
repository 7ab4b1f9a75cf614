import { expect, test } from "vitest";
import {
  afterVisit,
  buildingStatus,
  type Door,
  doorsIn,
  type Laid,
  nextDoor,
  unitsOf,
} from "./doors.ts";

function door(uid: string, unit: string | null, floor: number | null, more: object = {}): Door {
  const usual = { estimated: false, excluded: false, outcome: null, settled: false, tries: 0 };
  return { uid, unit, floor, label: uid, reason: null, in_key_group: false, ...usual, ...more };
}

const HOUSE = [
  door("1001", "1", 10, { outcome: "met", settled: true }),
  door("0201", "1", 2, { excluded: true }),
  door("0101", "1", 1, { outcome: "no_answer" }),
  door("0102", "1", 1),
  door("2-101", "2", 1),
];

/** The server's layout of doors that come in its order. */
function laid(doors: readonly Door[]): Laid {
  const names = [...new Set(doors.map(({ unit }) => unit))];
  return {
    units: names.map((unit) => {
      const inside = doors.filter((one) => one.unit === unit);
      const floors = [...new Set(inside.map(({ floor }) => floor))];
      return {
        unit,
        rows: floors.map((floor) => ({
          floor,
          area: null,
          others: 0,
          doors: inside.filter((one) => one.floor === floor),
        })),
      };
    }),
  };
}

const placed = (doors: readonly Door[]) => unitsOf(laid(doors), doors);

test("doors stand where the server laid them, as they stand now", () => {
  expect(doorsIn(laid(HOUSE))).toEqual(HOUSE);
  const now = HOUSE.map((one) => (one.uid === "0102" ? afterVisit(one, "met") : one));
  const [first, second] = unitsOf(laid(HOUSE), now);
  expect(first?.floors.map(({ floor }) => floor)).toEqual([10, 2, 1]);
  expect(first?.floors[2]?.doors.map(({ uid, outcome }) => [uid, outcome])).toEqual([
    ["0101", "no_answer"],
    ["0102", "met"],
  ]);
  expect([first?.untried, second?.untried]).toEqual([0, 1]);
});

test("the next door is one where nobody has been, then one to try again", () => {
  const units = placed(HOUSE);
  expect(nextDoor(units, null)?.uid).toBe("0102");
  expect(nextDoor(units, "0102")?.uid).toBe("2-101");
  expect(nextDoor(units, "2-101")?.uid).toBe("0102");
  const tried = placed([door("a", "1", 1, { outcome: "no_answer" })]);
  expect(nextDoor(tried, null)?.uid).toBe("a");
  expect(nextDoor(tried, "a")).toBeNull();
});

test("met stays met, a refusal settles", () => {
  const met = door("a", "1", 1, { outcome: "met", settled: true });
  expect(afterVisit(met, "no_answer")).toBe(met);
  expect(afterVisit(door("a", "1", 1), "refused").settled).toBe(true);
  const refused = door("a", "1", 1, { outcome: "refused", settled: true });
  expect(afterVisit(refused, "no_answer").settled).toBe(true);
  expect(afterVisit(door("a", "1", 1), "no_answer")).toMatchObject({
    settled: false,
    tries: 1,
  });
});

test("a building is untouched, partly done or done by its target alone", () => {
  expect(buildingStatus(HOUSE)).toBe("partly");
  expect(buildingStatus([door("a", "1", 1)])).toBe("untouched");
  expect(buildingStatus([door("a", "1", 1, { excluded: true })])).toBe("none");
  expect(buildingStatus([door("a", "1", 1, { outcome: "met", settled: true })])).toBe("done");
});
