import { type Schemas, type Server, said } from "./server.ts";

export type Credentials = Schemas["SignIn"];
export type FirstAdmin = Schemas["FirstAdmin"];
export type NewPassword = Schemas["NewPassword"];
/** A second factor that counts once a code of it is sent. */
export type Offer = Schemas["FactorOffer"];
export type Session = Schemas["Session"];
/** For whom a link to join is. */
export type Welcome = Schemas["Welcome"];
/** A visitor who is genuine today. */
export type Genuine = Schemas["Genuine"];
export type NewRequest = Schemas["NewRequest"];
export type Asking = NewRequest["kind"];
export type Look = Schemas["Look"];
export type Token = Schemas["Token"];
export type MadeToken = Schemas["MadeToken"];
export type NewToken = Schemas["NewToken"];

/** An answer that says nothing but that it was done. */
function done(answer: { readonly error?: unknown; readonly response: Response }): void {
  if (!answer.response.ok) said(answer);
}

export async function signIn({ client }: Server, body: Credentials): Promise<void> {
  done(await client.POST("/api/v1/session", { body }));
}

/** Begins to sign in with the office's own provider: tells where the browser goes on. */
export async function beginOutside({ client }: Server, token?: string): Promise<string | null> {
  return said(await client.POST("/api/v1/oidc", { body: token ? { token } : {} })).url;
}

export async function makeFirstAdmin({ client }: Server, body: FirstAdmin): Promise<void> {
  done(await client.POST("/api/v1/first-admin", { body }));
}

export async function changePassword({ client }: Server, body: NewPassword): Promise<void> {
  done(await client.PUT("/api/v1/me/password", { body }));
}

export async function offerFactor({ client }: Server): Promise<Offer> {
  return said(await client.POST("/api/v1/me/second-factor"));
}

/** Takes the second factor, and tells the codes for when it is lost. */
export async function takeFactor(
  { client }: Server,
  setup: string,
  code: string,
): Promise<string[]> {
  const body = { setup, code };
  return said(await client.PUT("/api/v1/me/second-factor", { body })).codes;
}

/** Takes the second factor away again. */
export async function dropFactor({ client }: Server, code: string): Promise<void> {
  done(await client.DELETE("/api/v1/me/second-factor", { params: { query: { code } } }));
}

export async function readSessions({ client }: Server): Promise<Session[]> {
  return said(await client.GET("/api/v1/me/sessions")).items;
}

/** Tells for whom a link is; this spends nothing. */
export async function readWelcome({ client }: Server, token: string): Promise<Welcome> {
  return said(await client.POST("/api/v1/join/look", { body: { token } }));
}

export async function join({ client }: Server, token: string, code?: string): Promise<void> {
  done(await client.POST("/api/v1/join", { body: { token, ...(code && { code }) } }));
}

export async function readBadge({ client }: Server, code: string): Promise<Genuine> {
  return said(await client.GET("/api/v1/badge/{code}", { params: { path: { code } } }));
}

/** Asks as a resident; answers the number of the request. */
export async function askRequest({ client }: Server, body: NewRequest): Promise<string> {
  return said(await client.POST("/api/v1/residents/requests", { body })).uid;
}

export async function readMyLooks({ client }: Server): Promise<Look[]> {
  return said(await client.GET("/api/v1/looks/mine")).items;
}

export async function readTokens({ client }: Server): Promise<Token[]> {
  return said(await client.GET("/api/v1/tokens")).items;
}

export async function addToken({ client }: Server, body: NewToken): Promise<MadeToken> {
  return said(await client.POST("/api/v1/tokens", { body }));
}

export async function revokeToken({ client }: Server, uid: string): Promise<void> {
  done(await client.DELETE("/api/v1/tokens/{uid}", { params: { path: { uid } } }));
}
