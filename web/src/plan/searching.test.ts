import { expect, test } from "vitest";
import { Refusal } from "../api/server.ts";
import { Searching } from "./searching.ts";
import type { Studio } from "./studio.ts";

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
  const found = await resumed(() => ({ data, response: new Response() }));
  expect(found.search.value).toBe(own);
  found.rest();
});

test.each([
  [false, [{}], false, true],
  [false, [{}], true, false], // stopped before the others were sought
  [false, [{}, {}], false, false],
  [true, [{}], false, false], // one was sought
])(
  "a proposal that is left alone of several is the best of them",
  async (anew, outcomes, stopped, best) => {
    const data = { id: "a", state: "done", seconds: 1, outcomes, stopped };
    const studio = {
      server: { client: { POST: async () => ({ data, response: new Response() }) } },
      ...{
        aim: { peek: () => ({ tolerance: 0.05 }) },
        locks: { names: () => [], held: () => null },
        ...{ take: () => null },
      },
    };
    const searching = new Searching(studio as unknown as Studio);
    await searching.propose({ anew, add: 0, zone: undefined });
    expect(searching.best.value).toBe(best);
  },
);

test("of the rest that was put right is told what could not be met, until something else is balanced", async () => {
  const outcomes = [{ infeasible: [{ zone: "1" }] }];
  const data = { id: "a", state: "done", seconds: 1, outcomes, stopped: false };
  const studio = {
    server: { client: { POST: async () => ({ data, response: new Response() }) } },
    division: { placed: [] },
    assignment: () => ({ labels: [], part: [] }),
    ...{
      aim: { peek: () => ({ tolerance: 0.05 }) },
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
    ...{ aim: { peek: () => ({ tolerance: 0.05 }) } },
    locks: { names: () => ["new-1"], held: () => held },
  };
  const searching = new Searching(studio as unknown as Studio);
  await searching.propose({ anew: false, add: 0, zone: undefined });
  await searching.propose({ anew: true, add: 0, zone: undefined });
  expect(sent).toEqual([{ base: "b", ...held, by_hand: [] }, undefined]);
});
