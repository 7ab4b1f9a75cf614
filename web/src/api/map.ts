import type { Level } from "../domain/levels.ts";
import type { Place } from "../domain/places.ts";
import { asked, type Question, Refusal, type Schemas, type Server, said } from "./server.ts";

/** What the workspace holds, and what is needed to draw it. */
export type MapInfo = Schemas["MapInfo"];
/** Tiles of the footprints: the newest version that is ready may be older than the data. */
export type Tiles = Schemas["Tiles"];
/** An area of a level, with what its label says and where it may stand. */
export type MapArea = Schemas["MapArea"];
/** What of the map changed since a sequence. */
export type StatusChanges = Schemas["StatusChange"];
/** What stands at a place. */
export type AtPlace = Schemas["AtPlace"];

/** One area's own footprints and streets, as GeoJSON by layer. */
export interface AreaScene {
  /** West, south, east, north in degrees. */
  readonly extent: readonly [number, number, number, number];
  readonly layers: Readonly<Record<string, GeoJSON.FeatureCollection>>;
}

export async function readMap({ client }: Server, signal: AbortSignal): Promise<MapInfo> {
  return said(await client.GET("/api/v1/map", { signal })) as MapInfo;
}

/** Has tiles drawn again that could not be drawn. */
export async function drawTilesAgain({ client }: Server): Promise<Tiles> {
  return said(await client.POST("/api/v1/map/tiles"));
}

export async function readMapAreas(
  { client }: Server,
  level: Level,
  signal: AbortSignal,
): Promise<MapArea[]> {
  const params = { query: { level } };
  return said(await client.GET("/api/v1/map/areas", { params, signal })) as MapArea[];
}

/** One byte for each building id, and the sequence they stand at. */
export async function readStatuses(
  server: Server,
  question: Question,
  signal: AbortSignal,
): Promise<{ bytes: Uint8Array; seq: number }> {
  const query = new URLSearchParams(asked(question));
  const answer = await server.fetch(`api/v1/map/status?${query}`, { signal });
  if (!answer.ok) throw new Refusal(answer.status, await answer.json());
  return {
    bytes: new Uint8Array(await answer.arrayBuffer()),
    seq: Number(answer.headers.get("X-Gridmap-Seq")),
  };
}

export async function readStatusChanges(
  { client }: Server,
  since: number,
  question: Question,
  signal: AbortSignal,
): Promise<StatusChanges> {
  const params = { query: { since, ...asked(question) } };
  const changes = said(await client.GET("/api/v1/map/status/changes", { params, signal }));
  return changes as StatusChanges;
}

export async function readAt(
  { client }: Server,
  [lon, lat]: Place,
  signal: AbortSignal,
): Promise<AtPlace> {
  return said(await client.GET("/api/v1/map/at", { params: { query: { lon, lat } }, signal }));
}

export async function readAreaScene(
  { client }: Server,
  code: string,
  signal: AbortSignal,
): Promise<AreaScene> {
  const params = { path: { code } };
  const scene = said(await client.GET("/api/v1/map/area/{code}", { params, signal }));
  return scene as unknown as AreaScene;
}
