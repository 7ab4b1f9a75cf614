import { type Schemas, type Server, said } from "./server.ts";

/** Something that is not right with the ground, and where. */
export type CheckItem = Schemas["Found"];
export type Check = Schemas["Check"];

/** The first thousand findings, the worst first. */
export async function readCheck({ client }: Server, signal: AbortSignal): Promise<Check> {
  const params = { query: { limit: 1000 } };
  return said(await client.GET("/api/v1/check", { params, signal })) as Check;
}
