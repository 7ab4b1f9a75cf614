/** One event of a server's stream; a comment, such as a heartbeat, has no name. */
export interface StreamEvent {
  readonly event: string | null;
  readonly data: string;
  readonly id: string | null;
}

/** Reads a text/event-stream, heartbeats too, which the browser's own reader keeps to itself. */
export async function readStream(
  body: ReadableStream<Uint8Array>,
  hear: (event: StreamEvent) => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    rest += decoder.decode(read.value, { stream: true });
    const blocks = rest.split(/\r\n\r\n|\n\n|\r\r/);
    rest = blocks.pop() ?? "";
    for (const block of blocks) hear(parse(block));
  }
}

function parse(block: string): StreamEvent {
  const fields = new Map<string, string>();
  for (const line of block.split(/\r\n|\n|\r/)) {
    if (line.startsWith(":")) continue;
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    const before = fields.get(name);
    fields.set(name, name === "data" && before !== undefined ? `${before}\n${value}` : value);
  }
  return {
    event: fields.get("event") ?? null,
    data: fields.get("data") ?? "",
    id: fields.get("id") ?? null,
  };
}
