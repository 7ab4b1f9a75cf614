import { signal } from "@preact/signals";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Refusal, type Server } from "../api/server.ts";
import { block } from "../domain/plan/block.ts";
import { Exactly, type InTheMaking } from "./exact.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What is told of a plan once the hand has rested, by a server that answers so. */
async function rested(answer: () => unknown): Promise<Exactly> {
  const town = block(2, [0, 1, 0, 1]);
  const exactly = new Exactly({
    ...{ area: "1", level: "grid", load: "households", labels: ["a", "b"] },
    server: { client: { POST: async () => answer() } } as unknown as Server,
    aim: signal({ tolerance: 0.05 }),
    strokes: signal(1),
    on: { base: "ground", ground: { frame: {}, town } },
    division: { area: town.today },
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
