import type { Place } from "../domain/places.ts";
import { type Schemas, type Server, said } from "./server.ts";

/** A building on the map that a listed one may be. */
export type BuildingNear = Schemas["Building"];

/** The buildings nearest to a place. */
export async function readNear(
  { client }: Server,
  place: Place,
  limit: number,
): Promise<BuildingNear[]> {
  const params = { query: { near: place.join(","), limit, footprints: false } };
  const { items } = said(await client.GET("/api/v1/buildings", { params }));
  return items as BuildingNear[];
}

/** A building with its outline. */
export async function readFootprint(
  { client }: Server,
  uid: string,
): Promise<Schemas["BuildingWithDoors"]> {
  return said(
    await client.GET("/api/v1/buildings/{uid}", { params: { path: { uid } } }),
  ) as Schemas["BuildingWithDoors"];
}
