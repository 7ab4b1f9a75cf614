import type { Level } from "../domain/levels.ts";
import type { Extent, Place } from "../domain/places.ts";
import { asked, get, type Question, type Server } from "./server.ts";

/** Tiles of the footprints: the newest version that is ready may be older than the data. */
export interface Tiles {
  readonly version: string | null;
  readonly state: "ready" | "building" | "failed" | "nothing";
  readonly progress: number | null;
  readonly url: string | null;
  readonly message: string | null;
}

/** What the workspace holds, and what is needed to draw it. */
export interface MapInfo {
  readonly name: string;
  readonly epoch: string;
  readonly seq: number;
  readonly today: string;
  readonly tz: string;
  readonly extent: Extent | null;
  readonly levels: readonly { readonly level: Level; readonly count: number }[];
  readonly bands: readonly number[];
  readonly key_groups: readonly string[];
  readonly counts: {
    readonly areas: number;
    readonly buildings: number;
    readonly households: number;
    readonly listed: number;
  };
  readonly tiles: Tiles;
  readonly basemap: {
    readonly url: string;
    readonly datum: "wgs84" | "gcj02";
    readonly attribution: string | null;
  } | null;
  readonly attribution: string | null;
}

/** An area of a level, with what its label says and where it may stand. */
export interface MapArea {
  readonly id: number;
  readonly uid: string;
  readonly code: string;
  readonly name: string | null;
  readonly level: Level;
  readonly parent: string | null;
  readonly leaf: boolean;
  readonly label: string;
  readonly extent: Extent;
  readonly middle: Place | null;
  readonly buildings: number;
}

/** What of the map changed since a sequence. */
export interface StatusChanges {
  readonly seq: number;
  /** Everything has to be fetched anew. */
  readonly whole: boolean;
  readonly buildings: readonly (readonly [number, number])[];
  /** Codes of the areas concerned, ancestors too. */
  readonly areas: readonly string[];
}

/** What stands at a place. */
export interface AtPlace {
  readonly building: string | null;
  readonly areas: readonly string[];
}

export function readMap(server: Server, signal: AbortSignal): Promise<MapInfo> {
  return get(server, "api/v1/map", {}, signal);
}

export function readMapAreas(
  server: Server,
  level: Level,
  signal: AbortSignal,
): Promise<MapArea[]> {
  return get(server, "api/v1/map/areas", { level }, signal);
}

/** One byte for each building id, and the sequence they stand at. */
export async function readStatuses(
  server: Server,
  question: Question,
  signal: AbortSignal,
): Promise<{ bytes: Uint8Array; seq: number }> {
  const query = new URLSearchParams(asked(question));
  const answer = await server.fetch(`api/v1/map/status?${query}`, { signal });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return {
    bytes: new Uint8Array(await answer.arrayBuffer()),
    seq: Number(answer.headers.get("X-Gridmap-Seq")),
  };
}

export function readStatusChanges(
  server: Server,
  since: number,
  question: Question,
  signal: AbortSignal,
): Promise<StatusChanges> {
  return get(
    server,
    "api/v1/map/status/changes",
    { since: `${since}`, ...asked(question) },
    signal,
  );
}

export function readAt(server: Server, [lon, lat]: Place, signal: AbortSignal): Promise<AtPlace> {
  return get(server, "api/v1/map/at", { lon: `${lon}`, lat: `${lat}` }, signal);
}

/** One area's own footprints and streets, as GeoJSON by layer. */
export interface AreaScene {
  readonly version: string;
  readonly area: string;
  readonly extent: Extent;
  readonly layers: Readonly<Record<string, GeoJSON.FeatureCollection>>;
}

export function readAreaScene(
  server: Server,
  code: string,
  signal: AbortSignal,
): Promise<AreaScene> {
  return get(server, `api/v1/map/area/${encodeURIComponent(code)}`, {}, signal);
}
