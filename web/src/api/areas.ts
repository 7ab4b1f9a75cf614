import { type Schemas, type Server, said } from "./server.ts";

/** An area as it stands today, with its outline. */
export type Area = Schemas["Area"];

export async function readArea(
  { client }: Server,
  code: string,
  signal: AbortSignal,
): Promise<Area> {
  return said(await client.GET("/api/v1/areas/{code}", { params: { path: { code } }, signal }));
}
