import type { Extent } from "../domain/places.ts";
import { type Schemas, type Server, said } from "./server.ts";

/** What drawing an area by hand did, or would do. */
export type AreaEdit = Schemas["AreaEdit"];
export type NewArea = Schemas["AreaDrawing"];

export async function addArea({ client }: Server, body: NewArea, dry: boolean): Promise<AreaEdit> {
  const params = { query: { dry_run: dry } };
  return said(await client.POST("/api/v1/areas", { params, body }));
}

export async function redrawArea(
  { client }: Server,
  code: string,
  body: Schemas["OutlineDrawing"],
  dry: boolean,
): Promise<AreaEdit> {
  const params = { path: { code }, query: { dry_run: dry } };
  return said(await client.PUT("/api/v1/areas/{code}/outline", { params, body }));
}

export async function splitArea(
  { client }: Server,
  code: string,
  body: Schemas["Split"],
  dry: boolean,
): Promise<AreaEdit> {
  const params = { path: { code }, query: { dry_run: dry } };
  return said(await client.POST("/api/v1/areas/{code}/split", { params, body }));
}

export async function removeArea({ client }: Server, code: string): Promise<AreaEdit> {
  return said(await client.DELETE("/api/v1/areas/{code}", { params: { path: { code } } }));
}

const box = (extent: Extent): string => extent.map((degrees) => degrees.toFixed(6)).join(",");

/** Streets of a part of the map, to snap to. */
export async function readStreets(
  { client }: Server,
  extent: Extent,
  signal: AbortSignal,
): Promise<Schemas["Streets"]> {
  const params = { query: { bbox: box(extent) } };
  return said(await client.GET("/api/v1/streets", { params, signal }));
}

/** Outlines of the areas of a part of the map, to snap to. */
export async function readOutlines(
  { client }: Server,
  extent: Extent,
  signal: AbortSignal,
): Promise<Schemas["AreaPage"]> {
  const params = { query: { outlines: true, limit: 200, bbox: box(extent) } };
  return said(await client.GET("/api/v1/areas", { params, signal }));
}
