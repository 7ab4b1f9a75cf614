import { asked, get, type Question, type Server } from "./server.ts";

/** How far a key group of an area is; counts too small to be told are null. */
export interface GroupFigure {
  readonly name: string;
  readonly target: number | null;
  readonly reached: number | null;
  readonly few: boolean;
}

export function readGroups(
  server: Server,
  within: string,
  { from, to }: Question,
  signal: AbortSignal,
): Promise<GroupFigure[]> {
  const query = { within, ...asked({ from, to, target: null }) };
  return get(server, "api/v1/coverage/groups", query, signal);
}
