import type { Level } from "../domain/levels.ts";
import { type Schemas, type Server, said } from "./server.ts";

/** Leaders and cadres, and who stays in touch with whom. */
export type Links = Schemas["Links"];
export type Leader = Schemas["Leader"];
export type LinkedCadre = Schemas["LinkedCadre"];
export type Link = Schemas["LinkIn"];
/** How many each leader, lead and cadre answers for, area by area. */
export type SpanTable = Schemas["SpanTable"];
export type SpanRow = Schemas["SpanRow"];
export type Spans = SpanRow["households"];
export type Off = Schemas["Off"];
export type Measure = Off["measure"];
/** What nobody answers for. */
export type Orphan = Schemas["Orphan"];
export type OrphanKind = Orphan["kind"];
export type OrphanPage = Schemas["OrphanPage"];
/** The party tree of a community. */
export type PartyTree = Schemas["Tree"];
export type Unit = Schemas["Unit"];
export type UnitIn = Schemas["OneUnitIn"];
export type TreeUnitIn = Schemas["TreeUnitIn"];
export type Team = Schemas["Team"];
export type Department = Schemas["Department"];

export async function readLinks(
  { client }: Server,
  area: string,
  signal: AbortSignal,
): Promise<Links> {
  return said(await client.GET("/api/v1/links", { params: { query: { area } }, signal }));
}

export async function suggestLinks({ client }: Server, area: string): Promise<Links> {
  return said(await client.GET("/api/v1/links/suggested", { params: { query: { area } } }));
}

export async function putLinks({ client }: Server, links: Link[]): Promise<number> {
  return said(await client.PUT("/api/v1/links", { body: { links } })).changed;
}

export async function readSpan(
  { client }: Server,
  by: Level,
  area: string | undefined,
  signal: AbortSignal,
): Promise<SpanTable> {
  const query = { by, ...(area && { area }) };
  return said(await client.GET("/api/v1/span", { params: { query }, signal }));
}

export async function readOrphans(
  { client }: Server,
  asked: { kind?: OrphanKind | undefined; area?: string | undefined; after?: number },
  signal?: AbortSignal,
): Promise<OrphanPage> {
  const { kind, area, after = 0 } = asked;
  const query = { after, limit: 200, ...(kind && { kind }), ...(area && { area }) };
  const params = { query };
  return said(await client.GET("/api/v1/orphans", { params, ...(signal && { signal }) }));
}

export async function readParty(
  { client }: Server,
  community: string,
  signal: AbortSignal,
): Promise<PartyTree> {
  const params = { path: { community } };
  return said(await client.GET("/api/v1/party/{community}", { params, signal }));
}

export async function putParty(
  { client }: Server,
  community: string,
  body: Schemas["TreeIn"],
): Promise<PartyTree> {
  const params = { path: { community } };
  return said(await client.PUT("/api/v1/party/{community}", { params, body }));
}

/** Writes a party unit: a new one, or one there is anew. */
export async function putUnit(
  { client }: Server,
  community: string,
  uid: string | null,
  body: UnitIn,
): Promise<Unit> {
  if (uid === null) {
    const params = { path: { community } };
    return said(await client.POST("/api/v1/party/{community}/units", { params, body }));
  }
  const params = { path: { community, uid } };
  return said(await client.PUT("/api/v1/party/{community}/units/{uid}", { params, body }));
}

/** Other names of an area. */
export async function readAliases(
  { client }: Server,
  code: string,
  signal: AbortSignal,
): Promise<string[]> {
  const params = { path: { code } };
  return said(await client.GET("/api/v1/party/areas/{code}/aliases", { params, signal }));
}

export async function putAliases(
  { client }: Server,
  code: string,
  names: string[],
): Promise<string[]> {
  const params = { path: { code } };
  return said(await client.PUT("/api/v1/party/areas/{code}/aliases", { params, body: { names } }));
}

export async function closeUnit({ client }: Server, community: string, uid: string): Promise<void> {
  const params = { path: { community, uid } };
  done(await client.DELETE("/api/v1/party/{community}/units/{uid}", { params }));
}

export async function readTeams({ client }: Server, signal: AbortSignal): Promise<Team[]> {
  return said(await client.GET("/api/v1/teams", { signal }));
}

export async function addTeam({ client }: Server, area: string, name: string): Promise<Team> {
  return said(await client.POST("/api/v1/teams", { body: { area, name } }));
}

export async function renameTeam({ client }: Server, uid: string, name: string): Promise<Team> {
  return said(
    await client.PUT("/api/v1/teams/{uid}", { params: { path: { uid } }, body: { name } }),
  );
}

export async function closeTeam({ client }: Server, uid: string): Promise<void> {
  done(await client.DELETE("/api/v1/teams/{uid}", { params: { path: { uid } } }));
}

export async function putMember(
  { client }: Server,
  uid: string,
  person: string,
  role: string | null,
  since?: string,
): Promise<Team> {
  const params = { path: { uid, person } };
  const body = { role, ...(since && { since }) };
  return said(await client.PUT("/api/v1/teams/{uid}/members/{person}", { params, body }));
}

export async function endMember({ client }: Server, uid: string, person: string): Promise<Team> {
  const params = { path: { uid, person } };
  return said(await client.DELETE("/api/v1/teams/{uid}/members/{person}", { params }));
}

export async function readDepartments(
  { client }: Server,
  signal: AbortSignal,
): Promise<Department[]> {
  return said(await client.GET("/api/v1/departments", { signal }));
}

export async function addDepartment({ client }: Server, name: string): Promise<Department> {
  return said(await client.POST("/api/v1/departments", { body: { name } }));
}

export async function renameDepartment(
  { client }: Server,
  uid: string,
  name: string,
): Promise<Department> {
  const params = { path: { uid } };
  return said(await client.PUT("/api/v1/departments/{uid}", { params, body: { name } }));
}

export async function closeDepartment({ client }: Server, uid: string): Promise<void> {
  done(await client.DELETE("/api/v1/departments/{uid}", { params: { path: { uid } } }));
}

/** An answer that says nothing but that it was done. */
function done(answer: { readonly error?: unknown; readonly response: Response }): void {
  if (!answer.response.ok) said(answer);
}
