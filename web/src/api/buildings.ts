import type { Place } from "../domain/places.ts";
import { asked, type Question, type Schemas, type Server, said } from "./server.ts";

export type BuildingStatus = Schemas["BuildingStatus"];
/** A building as it is listed; `i` is its id on the map, `n` its number on the printed sheet. */
export type Building = Schemas["Building"];
/** A building with its parts and doors. */
export type BuildingInside = Schemas["BuildingWithDoors"];

/** Buildings of an area that stand at a status, nearest to a place first. */
export async function readNearest(
  { client }: Server,
  area: string,
  status: BuildingStatus,
  near: Place | null,
  question: Question,
  signal: AbortSignal,
): Promise<{ items: readonly Building[]; more: boolean }> {
  const query = {
    area,
    status,
    footprints: false,
    limit: 200,
    ...(near && { near: near.join(",") }),
    ...asked(question),
  };
  const page = said(await client.GET("/api/v1/buildings", { params: { query }, signal }));
  return { items: page.items as Building[], more: page.next !== null };
}

/** `uid` may also be `i:` and the building's id on the map. */
export async function readBuilding(
  { client }: Server,
  uid: string,
  question: Question,
  signal: AbortSignal,
): Promise<BuildingInside> {
  const params = { path: { uid }, query: asked(question) };
  const building = said(await client.GET("/api/v1/buildings/{uid}", { params, signal }));
  return building as BuildingInside;
}
