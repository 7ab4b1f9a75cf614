import type { Place } from "../domain/places.ts";
import type { Building } from "./buildings.ts";
import { get, type Schemas, type Server } from "./server.ts";

/** A building on the map that a listed one may be. */
export type BuildingNear = Pick<Building, "uid" | "name" | "address" | "distance_m"> & {
  readonly source_ref: string;
};

/** The buildings nearest to a place. */
export async function readNear(
  server: Server,
  place: Place,
  limit: number,
): Promise<readonly BuildingNear[]> {
  const page = await get<{ items: readonly BuildingNear[] }>(
    server,
    "api/v1/buildings",
    { near: place.join(","), limit: `${limit}`, footprints: "false" },
    new AbortController().signal,
  );
  return page.items;
}

/** A building with its outline. */
export function readFootprint(server: Server, uid: string): Promise<Schemas["BuildingWithDoors"]> {
  const { signal } = new AbortController();
  return get(server, `api/v1/buildings/${encodeURIComponent(uid)}`, {}, signal);
}
