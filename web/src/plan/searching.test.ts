import { signal } from "@preact/signals";
import { expect, test } from "vitest";
import type { Outcome, Search } from "../api/plans.ts";
import { Refusal } from "../api/server.ts";
import type { Aim } from "../domain/plan/account.ts";
import { bestSoFar, mostWithin, Searching } from "./searching.ts";
import type { Studio } from "./studio.ts";
import { NO_WISH } from "./wish.ts";

/** An outcome that leaves so many areas out of bounds. */
const found = (outside: number) => ({
  asked: {},
  // biome-ignore lint/suspicious/noThenProperty: figures of the division, as the server sends them.
  then: { outside },
});

const resumed = async (get: () => unknown) => {
  const server = { client: { GET: async () => get() } };
  const searching = new Searching({ server, area: "1", level: "grid" } as unknown as Studio);
  await searching.resume();
  return searching;
};

test("a page that comes back goes on with its own search, and says what went wrong but no network", async () => {
  const offline = await resumed(() => {
    throw new TypeError("no network");
  });
  expect([offline.fault.value, offline.search.value]).toEqual([null, null]);
  const refused = await resumed(() => ({ error: {}, response: new Response("", { status: 403 }) }));
  expect(refused.fault.value).toBeInstanceOf(Refusal);
  const own = { id: "a", area: { code: "1" }, level: "grid", state: "running" };
  const data = [{ ...own, id: "b", area: { code: "2" } }, own];
  const again = await resumed(() => ({ data, response: new Response() }));
  expect(again.search.value).toBe(own);
  again.rest();
});

test.each([
  [false, [found(0)], false, true],
  [false, [found(0)], true, false], // stopped before the others were sought
  [false, [found(0), found(0)], false, false],
  [true, [found(0)], false, false], // one was sought
])(
  "a proposal that is left alone of several is the best of them",
  async (anew, outcomes, stopped, best) => {
    const data = { id: "a", state: "done", seconds: 1, outcomes, stopped };
    const studio = {
      server: { client: { POST: async () => ({ data, response: new Response() }) } },
      ...{
        aim: signal<Aim>({ tolerance: 0.05 }),
        locks: { names: () => [], held: () => null },
        ...{ take: () => null },
      },
    };
    const searching = new Searching(studio as unknown as Studio);
    searching.wish.value = { ...NO_WISH, anew };
    await searching.propose();
    expect(searching.best.value).toBe(best);
  },
);

test("of the rest that was put right is told what could not be met, until something else is balanced", async () => {
  const outcomes = [{ ...found(0), infeasible: [{ zone: "1" }] }];
  const data = { id: "a", state: "done", seconds: 1, outcomes, stopped: false };
  const studio = {
    server: { client: { POST: async () => ({ data, response: new Response() }) } },
    division: { placed: [] },
    assignment: () => ({ labels: [], part: [] }),
    ...{
      aim: signal<Aim>({ tolerance: 0.05 }),
      locks: { names: () => [], held: () => null },
      ...{ take: () => null },
    },
  };
  const searching = new Searching(studio as unknown as Studio);
  await searching.mend();
  expect(searching.last.value?.outcome).toBe(outcomes[0]);
  expect(searching.outcomes.value).toEqual([]);
  searching.forget();
  expect(searching.last.value).toBeNull();
});

test("a proposal begins with what is locked as it is drawn, but not one from nothing", async () => {
  const sent: unknown[] = [];
  const POST = async (_: string, { body }: { body: { start?: unknown } }) => {
    sent.push(body.start);
    return { data: { id: "a", state: "failed" }, response: new Response() };
  };
  const held = { labels: ["new-1"], part: [0] };
  const studio = {
    server: { client: { POST } },
    on: { base: "b" },
    ...{ aim: signal<Aim>({ tolerance: 0.05 }) },
    locks: { names: () => ["new-1"], held: () => held },
  };
  const searching = new Searching(studio as unknown as Studio);
  await searching.propose();
  searching.wish.value = { ...NO_WISH, anew: true };
  await searching.propose();
  expect(sent).toEqual([{ base: "b", ...held, by_hand: [] }, undefined]);
});

test("a proposal is judged by what was asked of it, and what was wished for stays", async () => {
  const outcomes = [{ ...found(0), asked: { size: [300, 500], tolerance: null } }];
  const data = { id: "a", state: "done", seconds: 1, outcomes, stopped: false };
  const aim = signal<Aim>({ tolerance: 0.05 });
  const taken: Aim[] = [];
  const studio = {
    server: { client: { POST: async () => ({ data, response: new Response() }) } },
    ...{ aim, locks: { names: () => [], held: () => null } },
    take: () => taken.push(aim.peek()),
  };
  const searching = new Searching(studio as unknown as Studio);
  const wish = { ...NO_WISH, anew: true };
  searching.wish.value = wish;
  await searching.propose();
  const size = { low: 300, high: 500 };
  expect(taken).toEqual([{ size }]);
  expect(searching.last.value?.aim).toBe(aim.value);
  expect(searching.wish.value).toBe(wish);
});

test("what is told of a search never falls behind: each proposal of it begins with today", () => {
  const told = (progress: number, outside: number | null, moved: number | null, id = "a") =>
    ({ id, progress, outside, moved }) as Search;
  const first = bestSoFar(null, told(0.2, 3, 100));
  expect(bestSoFar(first, told(0.1, 5, 20))).toEqual(told(0.2, 3, 100));
  expect(bestSoFar(first, told(0.4, 3, 140))).toEqual(told(0.4, 3, 100));
  expect(bestSoFar(first, told(0.3, 2, 140))).toEqual(told(0.3, 2, 140));
  expect(bestSoFar(first, told(0.3, null, null))).toEqual(told(0.3, 3, 100));
  expect(bestSoFar(first, told(0, 9, 9, "b"))).toEqual(told(0, 9, 9, "b"));
});

test("a plan begins with the cheapest of the proposals that leave the fewest out of bounds", () => {
  const of = (...outside: number[]) => mostWithin(outside.map(found) as unknown as Outcome[]);
  expect([of(0, 0, 0), of(28, 27, 26, 26), of(3)]).toEqual([0, 2, 0]);
});
