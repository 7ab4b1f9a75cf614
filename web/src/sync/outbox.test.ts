import "fake-indexeddb/auto";
import { afterEach, expect, test, vi } from "vitest";
import { type Answer, type Entry, Outbox } from "./outbox.ts";

const TAKEN: Answer = { taken: true };
let boxes = 0;
const open: Outbox[] = [];

afterEach(() => {
  for (const outbox of open.splice(0)) outbox.close();
});

async function box(
  send: (entry: Entry) => Promise<Answer>,
  {
    name = `outbox-${++boxes}`,
    later = (_run: () => void) => {},
    reachable = (): boolean => true,
  } = {},
) {
  const seen: { entries: readonly Entry[] } = { entries: [] };
  const outbox = await Outbox.open({
    name,
    send,
    reachable,
    changed: (entries) => {
      seen.entries = entries;
    },
    pause: (_milliseconds, run) => {
      later(run);
      return () => {};
    },
  });
  open.push(outbox);
  return { outbox, seen, name };
}

function visit(id: string) {
  return { id, kind: "visit" as const, body: { id }, title: `荷叶街 12 号 ${id}` };
}

function states(entries: readonly Entry[]) {
  return entries.map(({ id, state }) => `${id} ${state}`);
}

const unreachable = async (): Promise<Answer> => {
  throw new TypeError("no network");
};

test("what was written down is still there after the page is gone", async () => {
  const first = await box(unreachable);
  await first.outbox.add(visit("a"));
  await first.outbox.send();
  first.outbox.close();
  const sent: string[] = [];
  const second = await box(
    async ({ id }) => {
      sent.push(id);
      return TAKEN;
    },
    { name: first.name },
  );
  expect(states(second.seen.entries)).toEqual(["a waiting"]);
  await second.outbox.send();
  expect(sent).toEqual(["a"]);
  expect(states(second.seen.entries)).toEqual(["a sent"]);
});

test("records go out in the order they were written, each once", async () => {
  const sent: string[] = [];
  const { outbox } = await box(async ({ id }) => {
    sent.push(id);
    return TAKEN;
  });
  await Promise.all(["1", "2", "3"].map((id) => outbox.add(visit(id))));
  await outbox.send();
  await outbox.send();
  expect(sent).toEqual(["1", "2", "3"]);
});

test("a network that fails keeps everything and is tried again", async () => {
  const tries: (() => void)[] = [];
  const send = vi.fn(unreachable);
  const { outbox, seen } = await box(send, { later: (run) => tries.push(run) });
  await outbox.add(visit("a"));
  await outbox.send();
  expect(states(seen.entries)).toEqual(["a waiting"]);
  send.mockResolvedValue(TAKEN);
  tries.at(-1)?.();
  await vi.waitFor(() => expect(states(seen.entries)).toEqual(["a sent"]));
});

test("what the server refuses stays with its reason and holds up nothing else", async () => {
  const { outbox, seen } = await box(async ({ id }) =>
    id === "a" ? { taken: false, reason: "这户不在了", again: false } : TAKEN,
  );
  await outbox.add(visit("a"));
  await outbox.add(visit("b"));
  await outbox.send();
  expect(states(seen.entries)).toEqual(["a refused", "b sent"]);
  expect(seen.entries[0]?.reason).toBe("这户不在了");
  await outbox.discard("b");
  await outbox.discard("a");
  expect(states(seen.entries)).toEqual(["b sent"]);
});

test("a server in trouble refuses nothing: the record waits", async () => {
  const { outbox, seen } = await box(async () => ({ taken: false, reason: "503", again: true }));
  await outbox.add(visit("a"));
  await outbox.send();
  expect(states(seen.entries)).toEqual(["a waiting"]);
});

test("a restored server announces a new epoch and gets again what it had acknowledged", async () => {
  const send = vi.fn(async () => TAKEN);
  const { outbox, seen } = await box(send);
  await outbox.meet("before");
  await outbox.add(visit("a"));
  await outbox.send();
  await outbox.meet("before");
  expect(send).toHaveBeenCalledTimes(1);
  await outbox.meet("after");
  await outbox.send();
  expect(send).toHaveBeenCalledTimes(2);
  expect(seen.entries[0]).toMatchObject({ state: "sent", epoch: "after" });
});

test("only what cannot have reached the server can be taken back", async () => {
  const send = vi.fn(unreachable);
  const offline = await box(send, { reachable: () => false });
  await offline.outbox.add(visit("a"));
  await offline.outbox.send();
  expect(send).not.toHaveBeenCalled();
  expect(await offline.outbox.withdraw("a")).toBe(true);
  expect(offline.seen.entries).toEqual([]);
  // The answer may have been lost on the way back: what was tried may be there.
  const online = await box(send);
  await online.outbox.add(visit("b"));
  await online.outbox.send();
  expect(await online.outbox.withdraw("b")).toBe(false);
  expect(states(online.seen.entries)).toEqual(["b waiting"]);
  // What was refused is not there.
  const refusing = await box(async () => ({ taken: false, reason: "404", again: false }));
  await refusing.outbox.add(visit("c"));
  await refusing.outbox.send();
  expect(await refusing.outbox.withdraw("c")).toBe(true);
});

test("what one tab writes down and sends, the others know", async () => {
  let take = (_answer: Answer) => {};
  const here = await box(
    () =>
      new Promise<Answer>((done) => {
        take = done;
      }),
  );
  const there = await box(unreachable, { name: here.name });
  await here.outbox.add(visit("a"));
  await vi.waitFor(() => expect(states(there.seen.entries)).toEqual(["a waiting"]));
  // It is on its way from the other tab, so a correction is due.
  expect(await there.outbox.withdraw("a")).toBe(false);
  take(TAKEN);
  await vi.waitFor(() => expect(states(there.seen.entries)).toEqual(["a sent"]));
});

test("what is sent has no address on the disk, and goes when somebody leaves", async () => {
  let answers: readonly Answer[] = [TAKEN, { taken: false, reason: "no", again: false }];
  const first = await box(async () => {
    const [answer, ...rest] = answers;
    answers = rest;
    if (!answer) throw new TypeError("no network");
    return answer;
  });
  for (const id of ["a", "b", "c"]) await first.outbox.add(visit(id));
  await first.outbox.send();
  expect(first.seen.entries.map(({ title }) => title)).toContain("荷叶街 12 号 a");
  first.outbox.close();
  const second = await box(unreachable, { name: first.name });
  const titles = second.seen.entries.map(({ title }) => title);
  expect(titles).toEqual(["", "荷叶街 12 号 b", "荷叶街 12 号 c"]);
  await second.outbox.clear();
  expect(states(second.seen.entries)).toEqual(["b refused", "c waiting"]);
});
