import { type Schemas, type Server, said } from "./server.ts";

/** Somebody a leader may know by name. */
export type Contact = Schemas["MyContact"];
/** Somebody a leader may call. */
export type Call = Schemas["MyCall"];
/** A leader whom somebody stays in touch with. */
export type LinkedLeader = Schemas["Leader"];

/** How much nobody holds, answers for or can keep up with. */
export interface Gaps {
  readonly vacant: number;
  readonly overloaded: number;
  readonly orphaned: number;
}

export async function readContacts({ client }: Server, signal: AbortSignal): Promise<Contact[]> {
  return said(await client.GET("/api/v1/links/mine", { signal }));
}

/** The same with their phones; that it was asked for is written down. */
export async function readCalls({ client }: Server): Promise<Call[]> {
  return said(await client.GET("/api/v1/links/mine/phones"));
}

/** The leaders of an area that a cadre (uid) is linked to, by area. */
export async function readMyLeaders(
  { client }: Server,
  area: string,
  cadre: string,
  signal: AbortSignal,
): Promise<LinkedLeader[]> {
  const params = { query: { area } };
  const { leaders } = said(await client.GET("/api/v1/links", { params, signal }));
  return leaders.filter((leader) => leader.cadre === cadre);
}

export async function readGaps({ client }: Server, signal: AbortSignal): Promise<Gaps> {
  const [vacant, span, orphans] = await Promise.all([
    client.GET("/api/v1/offices/vacant", { signal }).then(said),
    client.GET("/api/v1/span", { signal }).then(said),
    client.GET("/api/v1/orphans", { signal }).then(said),
  ]);
  const orphaned = Object.values(orphans.counts).reduce((sum, one) => sum + one, 0);
  return { vacant: vacant.length, overloaded: span.outliers.length, orphaned };
}

/** How many requests of residents wait for one's answer. */
export async function countRequests({ client }: Server, signal: AbortSignal): Promise<number> {
  return said(await client.GET("/api/v1/residents/requests/waiting", { signal })).count;
}
