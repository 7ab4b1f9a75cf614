import { type Schemas, type Server, said } from "./server.ts";

/** What a page has to know before anybody has signed in, and who has. */
export type Door = Schemas["FrontDoor"];
export type DemoSignIn = Schemas["DemoSignIn"];

/** Whoever signed in, and what they may do. */
export type Me = Schemas["Me"];
export type Role = NonNullable<Me["role"]>;
export type HeldOffice = Schemas["HeldOffice"];
export type Office = HeldOffice["office"];

export async function readDoor({ client }: Server): Promise<Door> {
  return said(await client.GET("/api/v1/door"));
}

/** Where the session at the office's own provider is ended; null where there is none. */
export async function readLeaving({ client }: Server, signal: AbortSignal): Promise<string | null> {
  return said(await client.GET("/api/v1/oidc/leave", { signal })).url;
}

/** Signs this browser out, or all of them. */
export async function signOut({ client }: Server, everywhere: boolean): Promise<void> {
  const answer = await client.DELETE("/api/v1/session", { params: { query: { everywhere } } });
  if (!answer.response.ok) said(answer);
}
