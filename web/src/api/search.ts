import { type Schemas, type Server, said } from "./server.ts";

/** An area or a building that fits the words. */
export type Find = Schemas["Find"];

export async function search({ client }: Server, q: string, signal: AbortSignal): Promise<Find[]> {
  return said(await client.GET("/api/v1/search", { params: { query: { q, limit: 20 } }, signal }));
}
