import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Live, type Stand } from "./live.ts";

const HERE: Stand = { epoch: "e", seq: 7 };

/** A stream that the test writes to. */
function stream() {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given;
    },
  });
  return {
    answer: (signal: AbortSignal) => {
      signal.addEventListener("abort", () => controller?.error(new Error("aborted")));
      return new Response(body);
    },
    say: (text: string) => controller?.enqueue(new TextEncoder().encode(text)),
    end: () => controller?.close(),
  };
}

function changed(stand: Stand): string {
  return `event: changed\ndata: ${JSON.stringify(stand)}\n\n`;
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function listen(open: (signal: AbortSignal) => Promise<Response>, ask = async () => HERE) {
  const said: (Stand | string)[] = [];
  let last: string | null = null;
  const live = new Live({
    open,
    ask,
    changed: (stand) => said.push(stand),
    fresh: (freshness) => {
      if (freshness !== last) said.push(freshness);
      last = freshness;
    },
  });
  return { said, live };
}

test("a change is told at once, the same stand only once", async () => {
  const server = stream();
  const { said, live } = listen(async (signal) => server.answer(signal));
  server.say(changed(HERE) + changed(HERE));
  await vi.advanceTimersByTimeAsync(10);
  server.say(changed({ epoch: "e", seq: 8 }));
  await vi.advanceTimersByTimeAsync(10);
  expect(said).toEqual(["connecting", "live", HERE, { epoch: "e", seq: 8 }]);
  live.close();
});

test("silence beyond the heartbeat is stale, a heartbeat is not", async () => {
  const server = stream();
  const { said, live } = listen(async (signal) => server.answer(signal));
  await vi.advanceTimersByTimeAsync(20_000);
  server.say(": still here\n\n");
  await vi.advanceTimersByTimeAsync(20_000);
  expect(said).not.toContain("stale");
  await vi.advanceTimersByTimeAsync(6_000);
  expect(said).toContain("stale");
  live.close();
});

test("a stream that breaks is opened again, later each time it fails", async () => {
  const open = vi.fn(async (): Promise<Response> => {
    throw new TypeError("no network");
  });
  const { said, live } = listen(open);
  await vi.advanceTimersByTimeAsync(0);
  expect(said).toEqual(["connecting", "stale"]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(open).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(open).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(open).toHaveBeenCalledTimes(3);
  live.retry();
  await vi.advanceTimersByTimeAsync(0);
  expect(open).toHaveBeenCalledTimes(4);
  live.close();
});

test("a server that holds no more streams is asked every few seconds", async () => {
  let seq = 0;
  const ask = vi.fn(async () => {
    seq += 1;
    return { epoch: "e", seq };
  });
  const { said, live } = listen(async () => new Response("{}", { status: 409 }), ask);
  await vi.advanceTimersByTimeAsync(5_100);
  expect(said).toEqual(["connecting", { epoch: "e", seq: 1 }, "live", { epoch: "e", seq: 2 }]);
  live.close();
});

test("a network reported lost is stale at once", async () => {
  const server = stream();
  const { said, live } = listen(async (signal) => server.answer(signal));
  await vi.advanceTimersByTimeAsync(10);
  live.lost();
  await vi.advanceTimersByTimeAsync(0);
  expect(said).toEqual(["connecting", "live", "stale"]);
  live.close();
});
