import { expect, test } from "vitest";
import type { StudioGround } from "../api/plans.ts";
import type { Server } from "../api/server.ts";
import { Studio } from "./studio.ts";

const atoms = {
  ...{ building: [0, 0, 1], part: [7, 7, 8], unit: ["1", "1", null], low: [1, 2, null] },
  ...{ high: [1, 2, null], x: [0, 0, 300], y: [0, 0, 0], households: [2, 2, 4] },
  ...{ walk_up: [0, 2, 0], hazards: [0, 0, 1], area: [0, 0, 1], patch: [-1, -1, -1] },
  zone: [0, 0, 0],
};
const square = [0, 0, 100, 0, 0, 100, -100, 0];
const ground = {
  ...{ base: "b", level: "patch", zone_level: "grid", size: [5, 15], tolerance: 0.05 },
  zones: [{ code: "1", name: null }],
  areas: ["A", "B"].map((code) => ({ code, name: null, zone: 0, leader: false, patches: 0 })),
  patches: [],
  buildings: {
    ...{ id: [1, 2], uid: ["u0", "u1"], address: [null, null] },
    shape: { xy: [...square, ...square], vertices: [4, 4], pieces: [1, 1] },
  },
  edges: { a: [0, 1], b: [1, 2], m: [1, 1], linked: [] },
} as unknown as StudioGround;

/** Weighs each household as often as the formula begins with. */
const get = async (path: string, { params }: { params: { query: { load: string } } }) => {
  if (!path.endsWith("/ground")) return { data: [], response: new Response() };
  const { load } = params.query;
  const weights = atoms.households.map((homes) => homes * (Number.parseFloat(load) || 1));
  return {
    data: { ...ground, load, atoms: { ...atoms, load: weights } },
    response: new Response(),
  };
};

test("a new area has the number of one that was taken back, not of one that has ended", async () => {
  const studio = new Studio({ client: { GET: get } } as unknown as Server, "1", "patch");
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
  const server = { client: { GET: get } } as unknown as Server;
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
  const studio = new Studio({ client: { GET: get } } as unknown as Server, "1", "patch");
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
