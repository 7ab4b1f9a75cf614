import { expect, test } from "vitest";
import { flowsOf } from "./account.ts";
import { block } from "./block.ts";
import { hither, middleOf, midmost, wayOf } from "./middles.ts";

test("the middle is that of households, and the midmost is a part", () => {
  const town = block(3, [0, 0, 0], { households: [30, 0, 10] });
  expect(middleOf([0, 1, 2], town).x).toBeCloseTo(5, 1);
  expect(midmost([0, 1, 2], town)).toEqual({ x: 10, y: 0 });
  expect(midmost([0, 2], town)).toEqual({ x: 0, y: 0 });
});

test("an area that lies round another one is met on the near side", () => {
  // Area 1 lies round area 0; the part at the left of area 0 goes over to it.
  const town = block(
    5,
    [1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1],
  );
  const round = [...town.today.keys()].filter((part) => town.today[part] === 1);
  const { x, y } = hither(round, { x: 10, y: 20 }, town);
  // It is the left edge: to its right lies what the part leaves.
  expect(x).toBe(0);
  expect(y).toBe(20);
});

test("an area beside is met well inside, and one far off where it begins", () => {
  const town = block(6, [0, 1, 1, 1, 1, 1]);
  expect(hither([1, 2, 3, 4, 5], { x: 0, y: 0 }, town)).toEqual({ x: 10, y: 0 });
  expect(hither([3, 4, 5], { x: 0, y: 0 }, town)).toEqual({ x: 40, y: 0 });
  expect(hither([5], { x: 50, y: 0 }, town)).toEqual({ x: 50, y: 0 });
});

/** Ways of all that goes over in a row of houses. */
function waysIn(today: readonly number[], plan: readonly number[]) {
  const town = block(today.length, today);
  const area = Int32Array.from(plan);
  const areas = Math.max(...today, ...plan) + 1;
  const parts = [...area.keys()];
  const planned = Array.from({ length: areas }, (_, own) =>
    parts.filter((one) => plan[one] === own),
  );
  const staying = planned.map((own, area) => own.filter((part) => today[part] === area));
  return flowsOf(town, area, areas).map((flow) => {
    const { from, to } = wayOf(flow, { planned, staying }, town);
    return [flow.from, flow.to, from.x / 10, to && to.x / 10];
  });
}

test("what goes over is led to what keeps its area", () => {
  expect(waysIn([0, 0, 1, 1], [0, 1, 1, 1])).toEqual([[0, 1, 1, 2]]);
});

test("the way ends at what comes to the area from others as well, not on the ground of a third", () => {
  // Area 2 stays at the right; what is its own in the plan begins beside what goes over.
  expect(waysIn([0, 0, 1, 1, 1, 2, 2], [0, 2, 2, 1, 1, 2, 2])).toEqual([
    [0, 2, 1, 2],
    [1, 2, 2, 1],
  ]);
});

test("a new area is pointed at from what its giver keeps", () => {
  expect(waysIn([0, 0, 0, 0, 0], [0, 0, 0, 1, 1])).toEqual([[0, 1, 1, 3]]);
});

test("a new area whose giver keeps nothing is only pointed out", () => {
  expect(waysIn([0, 0, 0], [1, 1, 1])).toEqual([[0, 1, 1, null]]);
});
