import type { Place } from "../domain/places.ts";
import { asked, get, type Question, type Schemas, type Server } from "./server.ts";

export type BuildingStatus = Schemas["BuildingStatus"];

/** A building as it is listed; `i` is its id on the map, `n` its number on the printed sheet. */
export interface Building {
  readonly uid: string;
  readonly i: number;
  readonly n: number | null;
  readonly name: string | null;
  readonly address: string | null;
  readonly kind: string | null;
  readonly levels: number | null;
  readonly units: number | null;
  readonly status: BuildingStatus;
  readonly target: number;
  readonly attempted: number;
  readonly reached: number;
  readonly settled: number;
  readonly areas: readonly string[];
  readonly point: Place | null;
  readonly distance_m?: number | null;
}

/** A building with its parts and doors. */
export interface BuildingInside extends Building {
  readonly source_ref: string;
  readonly footprint: Schemas["Geometry"] | null;
  readonly parts: readonly Schemas["Part"][];
  readonly doors: readonly Schemas["Door"][];
}

/** Buildings of an area that stand at a status, nearest to a place first. */
export async function readNearest(
  server: Server,
  area: string,
  status: BuildingStatus,
  near: Place | null,
  question: Question,
  signal: AbortSignal,
): Promise<{ items: readonly Building[]; more: boolean }> {
  const page = await get<{ items: Building[]; next: unknown }>(
    server,
    "api/v1/buildings",
    {
      area,
      status,
      footprints: "false",
      limit: "200",
      ...(near && { near: near.join(",") }),
      ...asked(question),
    },
    signal,
  );
  return { items: page.items, more: page.next !== null };
}

export function readBuilding(
  server: Server,
  uid: string,
  question: Question,
  signal: AbortSignal,
): Promise<BuildingInside> {
  return get(server, `api/v1/buildings/${encodeURIComponent(uid)}`, asked(question), signal);
}
