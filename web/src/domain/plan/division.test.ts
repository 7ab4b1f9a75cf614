import { expect, test } from "vitest";
import { accountOf } from "./account.ts";
import { block, chance } from "./block.ts";
import { evenlyAlong, partsBeside, partsWithin } from "./choosing.ts";
import { Division } from "./division.ts";
import { at, NONE } from "./town.ts";

const ROWS = [0, 0, 1, 1, 0, 0, 1, 1];
const fresh = (changes = {}) => {
  const town = block(4, ROWS, changes);
  return { town, plan: new Division(town, town.today, town.zoneOf.length) };
};

test("what is handed over goes, and comes back, and goes again", () => {
  const { town, plan } = fresh();
  expect(plan.hand([1, 5], 1)).toEqual({ moved: 2, locked: 0, across: 0 });
  expect([...plan.area]).toEqual([0, 1, 1, 1, 0, 1, 1, 1]);
  plan.undo();
  expect([...plan.area]).toEqual(ROWS);
  expect(plan.canUndo).toBe(false);
  plan.redo();
  expect([...plan.area]).toEqual([0, 1, 1, 1, 0, 1, 1, 1]);
  // Another act makes what was taken back part of nothing.
  plan.undo();
  plan.hand([0], 1);
  expect(plan.canRedo).toBe(false);
  expect([...town.today]).toEqual(ROWS);
});

test("any acts taken back lead to where they began, done again to where they ended", () => {
  const draw = chance(11);
  for (let round = 0; round < 40; round++) {
    const count = 4 + draw(30);
    const town = block(
      1 + draw(6),
      Array.from({ length: count }, () => draw(3)),
    );
    const plan = new Division(town, town.today, town.zoneOf.length);
    for (let act = draw(9); act >= 0; act--) {
      const parts = Array.from({ length: draw(6) }, () => draw(count));
      const kind = draw(4);
      if (kind === 0) plan.found(parts);
      else if (kind === 1) plan.merge(draw(plan.areas), draw(plan.areas));
      else plan.hand(parts, draw(plan.areas + 1) - 1);
    }
    const end = [...plan.area];
    while (plan.undo());
    expect([...plan.area]).toEqual([...town.today]);
    while (plan.redo());
    expect([...plan.area]).toEqual(end);
  }
});

test("locked parts and areas stay, and it is told how many", () => {
  const { plan } = fresh();
  plan.lockPart(1, true);
  expect(plan.hand([0, 1], 1)).toEqual({ moved: 1, locked: 1, across: 0 });
  plan.lockArea(1, true);
  expect(plan.hand([4], 1)).toEqual({ moved: 0, locked: 1, across: 0 });
  expect(plan.hand([2], 0)).toEqual({ moved: 0, locked: 1, across: 0 });
  plan.lockArea(1, false);
  plan.lockPart(1, false);
  expect(plan.hand([1, 4], 1).moved).toBe(2);
});

test("no area reaches across to another zone, a new one neither", () => {
  const { plan } = fresh({ zone: [0, 0, 1, 1, 0, 0, 1, 1] });
  expect(plan.hand([1, 2], 1)).toEqual({ moved: 0, locked: 0, across: 1 });
  expect(plan.found([0, 2, 4])).toEqual({ moved: 2, locked: 0, across: 1 });
  expect([...plan.area]).toEqual([2, 0, 1, 1, 2, 0, 1, 1]);
  expect(plan.hand([0], NONE).moved).toBe(1);
});

test("the lighter of two goes to the other when they become one, and the way back parts them", () => {
  const { plan } = fresh({ households: [1, 1, 9, 9, 1, 1, 9, 9] });
  expect(plan.merge(1, 0).moved).toBe(4);
  expect(new Set(plan.area)).toEqual(new Set([1]));
  plan.undo();
  expect([...plan.area]).toEqual(ROWS);
});

test("a new area that nobody goes to does not come about", () => {
  const { plan } = fresh();
  plan.lockPart(3, true);
  expect(plan.found([3]).moved).toBe(0);
  expect(plan.areas).toBe(2);
  expect(plan.canUndo).toBe(false);
});

test("a proposal is one act, and it is known what a hand has placed", () => {
  const { town, plan } = fresh();
  plan.become(Int32Array.from([0, 2, 2, 1, 0, 0, 1, 1]), 3);
  expect(plan.areas).toBe(3);
  expect(accountOf(town, plan.area, 3, { tolerance: 0.1 }).moved).toBe(20);
  // What the search has placed it may place otherwise.
  expect(plan.placed).toEqual([]);
  plan.hand([0, 5], 1);
  plan.become(Int32Array.from([1, 2, 2, 0, 0, 1, 1, 1]), 3);
  expect(plan.placed).toEqual([0, 5]);
  plan.become(Int32Array.from([0, 2, 2, 0, 0, 1, 1, 1]), 3);
  expect(plan.placed).toEqual([5]);
  for (let back = 0; back < 3; back++) plan.undo();
  expect(plan.placed).toEqual([]);
  plan.undo();
  expect([...plan.area]).toEqual(ROWS);
  const again = new Division(town, plan.area, 3, [7]);
  again.become(Int32Array.from([1, 0, 1, 1, 0, 0, 1, 1]), 3, [0]);
  expect(again.placed).toEqual([0, 7]);
});

test("a lasso takes what stands within it, however it is turned", () => {
  const { town } = fresh();
  const ring = [
    { x: -5, y: -5 },
    { x: 15, y: -5 },
    { x: 15, y: 5 },
    { x: -5, y: 25 },
  ];
  expect(partsWithin(town.x, town.y, ring)).toEqual([0, 1, 4]);
  expect(partsWithin(town.x, town.y, [...ring].reverse())).toEqual([0, 1, 4]);
  expect(partsWithin(town.x, town.y, [])).toEqual([]);
});

test("a line parts an area in two, also a short or a bent one; both ways it is the same two", () => {
  const { town } = fresh();
  const all = [...ROWS.keys()];
  const cases: [{ x: number; y: number }[], number[]][] = [
    [
      [
        { x: 5, y: -20 },
        { x: 5, y: 40 },
      ],
      [0, 4],
    ],
    [
      [
        { x: 15, y: 4 },
        { x: 15, y: 6 },
      ],
      [0, 1, 4, 5],
    ],
    [
      [
        { x: 5, y: -20 },
        { x: 5, y: 5 },
        { x: 60, y: 5 },
      ],
      [1, 2, 3],
    ],
  ];
  for (const [line, side] of cases) {
    for (const drawn of [line, [...line].reverse()]) {
      const found = partsBeside(all, town.x, town.y, drawn);
      const other = all.filter((part) => !found.includes(part));
      expect([found, other]).toContainEqual(side);
    }
  }
  expect(
    partsBeside(all, town.x, town.y, [
      { x: 5, y: 5 },
      { x: 5, y: 5 },
    ]),
  ).toEqual([]);
});

test("a line that splits makes areas whose households are those of before", () => {
  const { town, plan } = fresh();
  const side = partsBeside(plan.partsOf(0), town.x, town.y, [
    { x: -5, y: 5 },
    { x: 25, y: 5 },
  ]);
  plan.found(side);
  const account = accountOf(town, plan.area, plan.areas, { tolerance: 0.1 });
  expect([...account.load].sort()).toEqual([20, 20, 40]);
  expect(account.parts.reduce((one, other) => one + other)).toBe(at([town.count], 0));
});

test("points lie evenly along a line, however its corners lie", () => {
  const line = [
    { x: 0, y: 0 },
    { x: 0.5, y: 0 },
    { x: 0.5, y: 0 },
    { x: 2, y: 0 },
    { x: 2, y: 2 },
  ];
  expect(evenlyAlong(line, 4)).toEqual([
    { x: 0.5, y: 0 },
    { x: 1.5, y: 0 },
    { x: 2, y: 0.5 },
    { x: 2, y: 1.5 },
  ]);
  expect(evenlyAlong([{ x: 1, y: 1 }], 4)).toEqual([]);
});

test("what a hand has made and ended is known until it is taken back, whatever is proposed meanwhile", () => {
  const { town, plan } = fresh();
  plan.found([0]);
  plan.merge(0, 1);
  expect(plan.reshaped).toEqual({ made: [2], ended: [0] });
  const area = plan.area.slice();
  area[5] = 2;
  area[2] = 3;
  plan.become(area, 4);
  expect(plan.reshaped).toEqual({ made: [2], ended: [0] });
  plan.undo();
  plan.undo();
  expect(plan.reshaped).toEqual({ made: [2], ended: [] });
  plan.redo();
  // A plan that is gone on with knows what was placed by hand, and not by which strokes.
  const again = new Division(town, plan.area, 3, plan.placed);
  expect(again.reshaped).toEqual({ made: [2], ended: [0] });
  expect(new Division(town, plan.area, 3, [0]).reshaped).toEqual({ made: [2], ended: [] });
});

test("what is foreseen of handing parts over is what becomes of it", () => {
  const { plan } = fresh([0, 0]);
  plan.lockPart(1, true);
  const { area, held } = plan.foresee([0, 1, 4], 1);
  expect(held.locked).toBe(1);
  expect([...plan.area]).toEqual(ROWS);
  expect(plan.hand([0, 1, 4], 1)).toEqual(held);
  expect([...area]).toEqual([...plan.area]);
});
