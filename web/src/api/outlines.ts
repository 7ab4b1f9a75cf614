import type { Level } from "../domain/levels.ts";
import type { Extent } from "../domain/places.ts";
import { send } from "./send.ts";
import { get, type Schemas, type Server } from "./server.ts";

/** What drawing an area by hand did, or would do. */
export type AreaEdit = Schemas["AreaEdit"];

export interface NewArea {
  readonly level: Level;
  readonly parent: string | null;
  readonly name?: string;
  readonly code?: string;
  readonly outline: GeoJSON.Geometry;
}

const ask = (dry: boolean): string => (dry ? "?dry_run=true" : "");
const path = (code: string): string => `api/v1/areas/${encodeURIComponent(code)}`;

export const addArea = (server: Server, area: NewArea, dry: boolean): Promise<AreaEdit> =>
  send(server, "POST", `api/v1/areas${ask(dry)}`, area);

export const redrawArea = (
  server: Server,
  code: string,
  redrawn: { readonly outline: GeoJSON.Geometry; readonly share: boolean },
  dry: boolean,
): Promise<AreaEdit> => send(server, "PUT", `${path(code)}/outline${ask(dry)}`, redrawn);

export const splitArea = (
  server: Server,
  code: string,
  line: GeoJSON.LineString,
  names: readonly string[],
  dry: boolean,
): Promise<AreaEdit> =>
  send(server, "POST", `${path(code)}/split${ask(dry)}`, {
    line,
    ...(names.length > 0 && { names }),
  });

export const removeArea = (server: Server, code: string): Promise<unknown> =>
  send(server, "DELETE", path(code));

const box = (extent: Extent): string => extent.map((degrees) => degrees.toFixed(6)).join(",");

/** Streets of a part of the map, to snap to. */
export const readStreets = (
  server: Server,
  extent: Extent,
  signal: AbortSignal,
): Promise<Schemas["Streets"]> => get(server, "api/v1/streets", { bbox: box(extent) }, signal);

/** Outlines of the areas of a part of the map, to snap to. */
export const readOutlines = (
  server: Server,
  extent: Extent,
  signal: AbortSignal,
): Promise<Schemas["AreaPage"]> =>
  get(server, "api/v1/areas", { outlines: "true", limit: "200", bbox: box(extent) }, signal);
