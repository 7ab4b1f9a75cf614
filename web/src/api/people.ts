import { type Schemas, type Server, said } from "./server.ts";

/** Somebody who serves, in a list: without phone. */
export type Listed = Schemas["ListedPerson"];
export type Person = Schemas["Person"];
export type PersonPage = Schemas["PersonPage"];
/** An office somebody holds, held or will hold. */
export type Held = Schemas["Held"];
export type Office = Held["office"];
/** An office somewhere. */
export type Seat = Schemas["SeatIn"];
export type Vacant = Schemas["Vacant"];
export type Invitation = Schemas["Invitation"];
export type Badge = Schemas["Badge"];
export type NameAndPhone = Schemas["PersonIn"];
export type Contact = Schemas["Contact"];

/** Every office, those of the neighbourhood first. */
export const OFFICES = [
  "patch_leader",
  "group_lead",
  "building_lead",
  "member_household",
  "service_post",
  "grid_lead",
  "grid_worker_full",
  "grid_worker_part",
  "grid_cadre",
  "cadre",
  "planner",
  "department_officer",
  "admin",
] as const satisfies readonly Office[];

/** Which people are asked for. */
export interface Whom {
  readonly area?: string | undefined;
  readonly office?: Office | undefined;
  readonly name?: string | undefined;
  readonly after?: number | undefined;
  readonly limit?: number | undefined;
}

export async function readPeople(
  { client }: Server,
  { area, office, name, after = 0, limit = 200 }: Whom,
  signal?: AbortSignal,
): Promise<PersonPage> {
  const query = { after, limit, ...(area && { area }), ...(office && { office }) };
  const params = { query: { ...query, ...(name && { name }) } };
  return said(await client.GET("/api/v1/people", { params, ...(signal && { signal }) }));
}

export async function readPerson(
  { client }: Server,
  uid: string,
  signal: AbortSignal,
): Promise<Person> {
  return said(await client.GET("/api/v1/people/{uid}", { params: { path: { uid } }, signal }));
}

/** All offices of somebody, past and to come. */
export async function readOfficesOf(
  { client }: Server,
  uid: string,
  signal: AbortSignal,
): Promise<Held[]> {
  const params = { path: { uid } };
  return said(await client.GET("/api/v1/people/{uid}/offices", { params, signal }));
}

export async function readVacant(
  { client }: Server,
  area: string | undefined,
  signal: AbortSignal,
): Promise<Vacant[]> {
  const params = { query: area ? { area } : {} };
  return said(await client.GET("/api/v1/offices/vacant", { params, signal }));
}

export async function addPerson({ client }: Server, body: Schemas["NewPerson"]): Promise<Person> {
  return said(await client.POST("/api/v1/people", { body }));
}

export async function changePerson(
  { client }: Server,
  uid: string,
  body: NameAndPhone,
): Promise<Person> {
  return said(await client.PUT("/api/v1/people/{uid}", { params: { path: { uid } }, body }));
}

export async function giveOffice(
  { client }: Server,
  uid: string,
  body: Schemas["OfficeIn"],
): Promise<Held> {
  const params = { path: { uid } };
  return said(await client.POST("/api/v1/people/{uid}/offices", { params, body }));
}

export async function endOffice(
  { client }: Server,
  uid: string,
  body: Schemas["OfficeEnd"],
): Promise<void> {
  const params = { path: { uid } };
  done(await client.POST("/api/v1/people/{uid}/offices/end", { params, body }));
}

export async function handOver({ client }: Server, body: Schemas["Handover"]): Promise<Held> {
  return said(await client.POST("/api/v1/offices/handover", { body }));
}

/** Makes a link to sign in by; those made before count no more. */
export async function invite({ client }: Server, uid: string): Promise<Invitation> {
  const params = { path: { uid } };
  return said(await client.POST("/api/v1/people/{uid}/invitation", { params }));
}

/** Signs somebody out everywhere: their phone is lost. */
export async function signOutOf({ client }: Server, uid: string): Promise<void> {
  done(await client.DELETE("/api/v1/people/{uid}/sessions", { params: { path: { uid } } }));
}

/** Whether the office's provider signs people in, and what it calls somebody. */
export async function readSubject({ client }: Server, uid: string): Promise<Schemas["Linked"]> {
  return said(await client.GET("/api/v1/people/{uid}/subject", { params: { path: { uid } } }));
}

/** Links somebody to whom the office's provider vouches for; null unlinks them. */
export async function linkSubject(
  { client }: Server,
  uid: string,
  subject: string | null,
): Promise<void> {
  const params = { path: { uid } };
  done(
    subject === null
      ? await client.DELETE("/api/v1/people/{uid}/subject", { params })
      : await client.PUT("/api/v1/people/{uid}/subject", { params, body: { subject } }),
  );
}

/** Makes a badge; the one before counts no more. */
export async function giveBadge({ client }: Server, uid: string): Promise<Badge> {
  return said(await client.POST("/api/v1/people/{uid}/badge", { params: { path: { uid } } }));
}

export async function readContacts(
  { client }: Server,
  uid: string,
  signal: AbortSignal,
): Promise<Contact[]> {
  const params = { path: { uid } };
  return said(await client.GET("/api/v1/people/{uid}/contacts", { params, signal }));
}

export async function putContacts(
  { client }: Server,
  uid: string,
  households: string[],
): Promise<Contact[]> {
  const params = { path: { uid } };
  return said(await client.PUT("/api/v1/people/{uid}/contacts", { params, body: { households } }));
}

/** Address of the empty table of people, in the reader's language. */
export function templateOf({ base, lang }: Server): string {
  return new URL(`api/v1/people/template?lang=${lang}`, base).href;
}

/** An answer that says nothing but that it was done. */
function done(answer: { readonly error?: unknown; readonly response: Response }): void {
  if (!answer.response.ok) said(answer);
}
