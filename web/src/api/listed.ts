import { type Schemas, type Server, said } from "./server.ts";

/** A building known by its address only, and the building it was placed as. */
export type Listed = Schemas["Listed"];
export type ListedPage = Schemas["ListedPage"];
/** Where a listed building stands: a point, a footprint, or the known building that it is. */
export type Placing = Schemas["Place"];

/** Buildings of lists that are still to be placed. */
export async function readListed(
  { client }: Server,
  q: string,
  signal: AbortSignal,
): Promise<ListedPage> {
  const params = { query: { q, placed: false, limit: 50 } };
  return said(await client.GET("/api/v1/listed", { params, signal }));
}

export async function placeListed(
  { client }: Server,
  uid: string,
  body: Placing,
): Promise<Schemas["Placed"]> {
  const params = { path: { uid } };
  return said(await client.PUT("/api/v1/listed/{uid}/place", { params, body }));
}

export async function takeBackPlacing({ client }: Server, uid: string): Promise<Listed> {
  return said(await client.DELETE("/api/v1/listed/{uid}/place", { params: { path: { uid } } }));
}
