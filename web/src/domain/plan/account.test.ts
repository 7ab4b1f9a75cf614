import { expect, test } from "vitest";
import { accountOf, standingOf } from "./account.ts";
import { block, chance } from "./block.ts";
import { leadersOf } from "./leaders.ts";
import { piecesOf } from "./pieces.ts";
import { at, NONE } from "./town.ts";

const BOUNDS = { low: 30, high: 50 };
const AIM = { size: BOUNDS };
const sum = (numbers: Iterable<number>) => [...numbers].reduce((one, other) => one + other, 0);

test("today moves nobody, and loads are what the parts of an area weigh", () => {
  const town = block(4, [0, 0, 1, 1, 0, 0, 1, 1], { households: [9, 8, 7, 6, 5, 4, 3, 2] });
  const account = accountOf(town, town.today, 2, AIM);
  expect([...account.load]).toEqual([26, 18]);
  expect(account).toMatchObject({ moved: 0, movedParts: 0, changed: 0, flows: [], strays: [] });
  expect([account.over, account.under]).toEqual([0, 2]);
  expect(account.border).toBe(20);
});

test("a tower that stands apart is one building, whatever its parts", () => {
  const town = block(4, [0, 1, 0, 0, 0, 1, 0, 2], { building: [0, 1, 2, 2, 0, 3, 2, 2] });
  const { strays, apart } = accountOf(town, town.today, 3, AIM);
  expect(strays).toEqual([0, 4]);
  expect(apart).toBe(1);
});

test("bounds are both within", () => {
  expect([29, 30, 50, 51].map((load) => standingOf(load, BOUNDS))).toEqual([
    "under",
    "in",
    "in",
    "over",
  ]);
});

test("without bounds each area is to have its share of its zone", () => {
  const town = block(4, [0, 0, 1, 1, 0, 0, 1, 2], { zone: [0, 0, 1, 1, 0, 0, 1, 1] });
  const { bounds } = accountOf(town, town.today, 4, { tolerance: 0.1 });
  expect(bounds.slice(0, 3)).toEqual([
    { low: 36, high: 44 },
    { low: 18, high: 22 },
    { low: 18, high: 22 },
  ]);
});

test("what goes over is told by pair, the most households first", () => {
  const town = block(3, [0, 0, 1, 0, 1, 2, 2, 2, 1], { households: [1, 2, 3, 4, 5, 6, 7, 8, 9] });
  const area = Int32Array.from([0, 1, 1, 2, 1, 1, 2, NONE, 1]);
  const account = accountOf(town, area, 3, AIM);
  expect(
    account.flows.map(({ from, to, parts, households }) => [from, to, [...parts], households]),
  ).toEqual([
    [2, 1, [5], 6],
    [0, 2, [3], 4],
    [0, 1, [1], 2],
  ]);
  expect(account.moved).toBe(12);
  expect(account.unassigned).toEqual([7]);
});

test("whatever is handed over, no household is lost, and moves add up", () => {
  const draw = chance(7);
  for (let round = 0; round < 60; round++) {
    const count = 2 + draw(40);
    const numbers = (below: number, least = 0) =>
      Array.from({ length: count }, () => least + draw(below - least));
    const town = block(1 + draw(7), numbers(4), { households: numbers(30), patch: numbers(9, -1) });
    const area = Int32Array.from(numbers(6, -1));
    const account = accountOf(town, area, 6, AIM);
    const nobody = sum(account.unassigned.map((part) => at(town.load, part)));
    expect(sum(account.load) + nobody).toBe(sum(town.load));
    expect(sum(account.flows.map(({ households }) => households))).toBe(account.moved);
    expect(sum(account.flows.map(({ parts }) => parts.length))).toBe(account.movedParts);
    expect(account.changed).toBeLessThanOrEqual(sum(town.households));
    expect(sum(account.parts) + account.unassigned.length).toBe(count);
    expect(account.border).toBeGreaterThanOrEqual(0);
  }
});

test("pieces are those that joining neighbours one by one comes to", () => {
  const draw = chance(3);
  for (let round = 0; round < 80; round++) {
    const wide = 1 + draw(6);
    const today = Array.from({ length: 1 + draw(36) }, () => draw(3));
    const town = block(wide, today);
    const own = Array.from(today.keys());
    const root = (part: number): number => (own[part] === part ? part : root(own[part] as number));
    const { start, beside } = town.neighbours;
    for (const part of today.keys()) {
      for (let place = at(start, part); place < at(start, part + 1); place++) {
        const other = at(beside, place);
        if (today[part] === today[other]) own[root(part)] = root(other);
      }
    }
    const { count, strays } = piecesOf(town.neighbours, town.today, 3, town.households);
    for (let area = 0; area < 3; area++) {
      const parts = [...today.keys()].filter((part) => today[part] === area);
      const groups = new Set(parts.map(root));
      expect(count[area]).toBe(groups.size);
      const lost = strays.filter((part) => today[part] === area);
      const sizes = [...groups].map((one) => parts.filter((part) => root(part) === one).length);
      expect(lost.length).toBe(parts.length - Math.max(0, ...sizes));
    }
  }
});

test("a leader whose patch goes over whole goes along, one whose patch is cut keeps the larger part", () => {
  const town = block(6, [0, 0, 0, 1, 1, 1], {
    households: [5, 5, 8, 4, 4, 4],
    patch: [0, 0, 1, 2, 2, NONE],
  });
  const price = (...area: number[]) => leadersOf(town, Int32Array.from(area));
  expect(price(0, 0, 0, 1, 1, 1)).toEqual({ changed: 0, leaders: 0 });
  expect(price(1, 1, 0, 1, 1, 1)).toEqual({ changed: 0, leaders: 0 });
  expect(price(0, 0, 0, 0, 1, 0)).toEqual({ changed: 4, leaders: 1 });
  // Half of it each: it stays where it was.
  expect(price(0, 1, 0, 1, 1, 1)).toEqual({ changed: 5, leaders: 1 });
});

test("where there are no patches, whoever changes area changes leader", () => {
  const town = block(3, [0, 0, 1], { households: [3, 4, 5] });
  expect(leadersOf(town, Int32Array.from([0, 1, 1]))).toEqual({ changed: 4, leaders: 1 });
  expect(leadersOf(town, Int32Array.from([1, 1, 0]))).toEqual({ changed: 12, leaders: 2 });
});

test("households walk to the middle of their area", () => {
  const town = block(4, [0, 0, 0, 0], { households: [3, 0, 0, 1] });
  expect(accountOf(town, town.today, 1, AIM)).toMatchObject({ walk: 11.25, farthest: 22.5 });
  const empty = block(3, [0, 0, 0], { households: [0, 0, 0] });
  expect(accountOf(empty, empty.today, 1, AIM).walk).toBeNull();
});

test("who hands no household over is no leader affected", () => {
  const town = block(2, [0, 1, 0, 1], { households: [0, 3, 4, 5] });
  expect(leadersOf(town, Int32Array.from([1, 1, 0, 1]))).toEqual({ changed: 0, leaders: 0 });
  expect(leadersOf(town, Int32Array.from([1, 1, 1, 1]))).toEqual({ changed: 4, leaders: 1 });
});

test("what had no area is given, not moved; where nothing was divided nothing stands out", () => {
  const town = block(4, [0, 0, NONE, NONE, 0, 0, NONE, 1], {
    households: [1, 2, 3, 4, 5, 6, 7, 8],
  });
  const area = Int32Array.from([0, 0, 1, 1, 0, 1, NONE, 1]);
  const { given, givenHouseholds, moved, flows } = accountOf(town, area, 2, AIM);
  expect([given, givenHouseholds, moved, flows.length]).toEqual([[2, 3], 7, 6, 1]);
  const bare = { ...town, today: town.today.map(() => NONE) };
  expect(accountOf(bare, area, 2, AIM).given).toEqual([]);
});
