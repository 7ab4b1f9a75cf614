import { send } from "./send.ts";
import { get, type Schemas, type Server, said } from "./server.ts";

/** x and y of the picture, longitude and latitude of the ground. */
export type PinRow = readonly [number, number, number, number];

/** A scanned plan to lie under the work. */
export type Backdrop = Schemas["Backdrop"];

export const readBackdrop = (server: Server, uid: string, signal: AbortSignal): Promise<Backdrop> =>
  get(server, `api/v1/backdrops/${encodeURIComponent(uid)}`, {}, signal);

export const readBackdrops = (server: Server, signal: AbortSignal): Promise<readonly Backdrop[]> =>
  get(server, "api/v1/backdrops", {}, signal);

export async function addBackdrop(server: Server, file: File): Promise<Backdrop> {
  const name = encodeURIComponent(file.name);
  const response = await server.fetch(`api/v1/backdrops?name=${name}`, {
    method: "POST",
    body: file,
    headers: { "content-type": "application/octet-stream" },
  });
  const body = await response.json().catch(() => undefined);
  return said<Backdrop>(response.ok ? { data: body, response } : { error: body, response });
}

export const pinBackdrop = (
  server: Server,
  uid: string,
  pins: readonly PinRow[],
): Promise<Backdrop> =>
  send(server, "PUT", `api/v1/backdrops/${encodeURIComponent(uid)}`, { pins });

export const removeBackdrop = (server: Server, uid: string): Promise<unknown> =>
  send(server, "DELETE", `api/v1/backdrops/${encodeURIComponent(uid)}`);

export const pictureOf = (server: Server, uid: string): string =>
  new URL(`api/v1/backdrops/${encodeURIComponent(uid)}/picture`, server.base).href;
