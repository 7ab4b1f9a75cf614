import { expect, test } from "vitest";
import { readStream, type StreamEvent } from "./stream.ts";

async function heard(...chunks: string[]): Promise<StreamEvent[]> {
  const bytes = chunks.map((chunk) => new TextEncoder().encode(chunk));
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of bytes) controller.enqueue(chunk);
      controller.close();
    },
  });
  const events: StreamEvent[] = [];
  await readStream(body, (event) => events.push(event));
  return events;
}

test("events come out whole, wherever the network cuts them", async () => {
  const events = await heard(
    "event: chan",
    'ged\ndata: {"seq": 1}\nid: e.1\n',
    "\n: still here\n\n",
  );
  expect(events).toEqual([
    { event: "changed", data: '{"seq": 1}', id: "e.1" },
    { event: null, data: "", id: null },
  ]);
});

test("several lines of data are one text, whatever ends them", async () => {
  const [event] = await heard("data: a\r\ndata: b\r\n\r\n");
  expect(event?.data).toBe("a\nb");
});
