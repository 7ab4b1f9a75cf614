import { asked, type Question, type Schemas, type Server, said } from "./server.ts";

/** How far a key group of an area is; counts too small to be told are null. */
export type GroupFigure = Schemas["KeyGroup"];

export async function readGroups(
  { client }: Server,
  within: string,
  { from, to }: Question,
  signal: AbortSignal,
): Promise<GroupFigure[]> {
  const query = { within, ...asked({ from, to, target: null }) };
  return said(await client.GET("/api/v1/coverage/groups", { params: { query }, signal }));
}
