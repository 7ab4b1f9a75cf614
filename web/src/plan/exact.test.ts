import { signal } from "@preact/signals";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Refusal, type Server } from "../api/server.ts";
import { block } from "../domain/plan/block.ts";
import { Exactly, type InTheMaking } from "./exact.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What is told of a plan once the hand has rested, by a server that answers so. */
async function rested(
  answer: () => unknown,
  today = [0, 1, 0, 1],
  drawn = today,
): Promise<Exactly> {
  const town = block(2, today);
  const exactly = new Exactly({
    ...{ area: "1", level: "grid", load: "households", labels: ["a", "b"] },
    server: { client: { POST: async () => answer() } } as unknown as Server,
    aim: signal({ tolerance: 0.05 }),
    strokes: signal(1),
    on: { base: "ground", ground: { frame: {}, town } },
    division: { area: Int32Array.from(drawn) },
  } as unknown as InTheMaking);
  exactly.later();
  await vi.runAllTimersAsync();
  return exactly;
}

test("out of reach the browser's own figures stand; what is refused is told", async () => {
  const offline = await rested(() => {
    throw new TypeError("no network");
  });
  expect([offline.told.value, offline.fault.value]).toEqual([null, null]);
  const error = { code: "plan-ground-changed", message: "Load it again.", fields: {} };
  const refused = await rested(() => ({ error, response: new Response("", { status: 409 }) }));
  expect(refused.told.value).toBeNull();
  expect(refused.fault.value).toBeInstanceOf(Refusal);
});

test("a plan that was opened is asked about at once, a stroke once the hand rests", async () => {
  const exactly = await rested(() => ({ response: new Response() }), [-1, -1]);
  const timeouts = vi.spyOn(globalThis, "setTimeout");
  exactly.soon();
  exactly.later();
  const [soon, later] = timeouts.mock.calls.map(([, wait]) => wait ?? 0);
  expect(soon).toBe(0);
  expect(later).toBeGreaterThan(0);
});

test("where nothing was divided before, today is not asked about, and a plan is told of all the same", async () => {
  const bare = [-1, -1, -1, -1];
  let asked = 0;
  const answer = () => {
    asked += 1;
    // biome-ignore lint/suspicious/noThenProperty: figures of the division, as the server sends them.
    const data = { then: { polsby_popper: 0.5 }, today: null, outlines: null };
    return { data, response: new Response() };
  };
  expect((await rested(answer, bare)).told.value).toBeNull();
  expect(asked).toBe(0);
  const { told } = await rested(answer, bare, [0, 0, 1, 1]);
  expect([told.value?.plan, told.value?.today, asked]).toEqual([0.5, null, 1]);
});
