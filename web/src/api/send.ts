import { type Server, said } from "./server.ts";

/** Sends JSON and reads the answer; an answer without content is null. */
export async function send<Data>(
  server: Server,
  method: "POST" | "PUT" | "DELETE",
  path: string,
  body?: unknown,
): Promise<Data> {
  const init: RequestInit = { method };
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { "content-type": "application/json" };
  }
  const response = await server.fetch(path, init);
  if (response.status === 204) return null as Data;
  const answer = await response.json().catch(() => undefined);
  return said<Data>(response.ok ? { data: answer, response } : { error: answer, response });
}
