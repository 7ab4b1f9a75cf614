import { type Schemas, type Server, said } from "./server.ts";

/** Something that is not right with the ground, and where. */
export type CheckItem = Schemas["Found"];
export type Check = Schemas["Check"];

/** Findings, the worst first: so many of them `after` those that are known. */
export async function readCheck(
  { client }: Server,
  signal: AbortSignal,
  { after = 0, limit = 1000 } = {},
): Promise<Check> {
  const params = { query: { after, limit } };
  return said(await client.GET("/api/v1/check", { params, signal })) as Check;
}
