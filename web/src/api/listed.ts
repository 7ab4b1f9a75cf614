import type { Place } from "../domain/places.ts";
import { send } from "./send.ts";
import { get, type Schemas, type Server } from "./server.ts";

/** A building known by its address only, and the building it was placed as. */
export type Listed = Schemas["Listed"];
export type ListedPage = Schemas["ListedPage"];

/** Where a listed building stands. */
export type Placing =
  | { readonly point: Place }
  | { readonly footprint: GeoJSON.Polygon }
  | { readonly building: string };

export const readListed = (
  server: Server,
  { q, after }: { q: string; after: number },
  signal: AbortSignal,
): Promise<ListedPage> =>
  get(
    server,
    "api/v1/listed",
    { placed: "false", limit: "50", ...(q && { q }), after: `${after}` },
    signal,
  );

export const placeListed = (
  server: Server,
  uid: string,
  placing: Placing,
): Promise<Schemas["Placed"]> =>
  send(server, "PUT", `api/v1/listed/${encodeURIComponent(uid)}/place`, placing);

export const takeBackPlacing = (server: Server, uid: string): Promise<unknown> =>
  send(server, "DELETE", `api/v1/listed/${encodeURIComponent(uid)}/place`);
