import { type Schemas, type Server, said } from "./server.ts";

/** A scanned plan to lie under the work. */
export type Backdrop = Schemas["Backdrop"];
/** x and y of the picture, longitude and latitude of the ground. */
export type PinRow = Backdrop["pins"][number];

export async function readBackdrops({ client }: Server, signal: AbortSignal): Promise<Backdrop[]> {
  return said(await client.GET("/api/v1/backdrops", { signal })) as Backdrop[];
}

export async function readBackdrop(
  { client }: Server,
  uid: string,
  signal: AbortSignal,
): Promise<Backdrop> {
  return said(
    await client.GET("/api/v1/backdrops/{uid}", { params: { path: { uid } }, signal }),
  ) as Backdrop;
}

/** Sends a picture; it is told by its content. */
export async function addBackdrop(server: Server, file: File): Promise<Backdrop> {
  const name = encodeURIComponent(file.name);
  const response = await server.fetch(`api/v1/backdrops?name=${name}`, {
    method: "POST",
    body: file,
    headers: { "content-type": "application/octet-stream" },
  });
  const answer = await response.json();
  return said<Backdrop>(response.ok ? { data: answer, response } : { error: answer, response });
}

export async function pinBackdrop(
  { client }: Server,
  uid: string,
  pins: PinRow[],
): Promise<Backdrop> {
  const params = { path: { uid } };
  return said(await client.PUT("/api/v1/backdrops/{uid}", { params, body: { pins } })) as Backdrop;
}

export async function removeBackdrop({ client }: Server, uid: string): Promise<void> {
  await client.DELETE("/api/v1/backdrops/{uid}", { params: { path: { uid } } });
}

export const pictureOf = ({ base }: Server, uid: string): string =>
  new URL(`api/v1/backdrops/${encodeURIComponent(uid)}/picture`, base).href;
