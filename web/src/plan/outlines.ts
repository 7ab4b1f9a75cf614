import { readArea } from "../api/areas.ts";
import type { Preview } from "../api/plans.ts";
import type { Server } from "../api/server.ts";
import { type Borders, bordersOf, wallsOf } from "../domain/plan/borders.ts";
import type { Frame } from "../domain/plan/shapes.ts";
import { at } from "../domain/plan/town.ts";

/**
 * The outlines of areas as the server draws them, by the numbers of `labels`, in the frame. Those that
 * are as `before` are the same.
 */
export function outlinesIn(
  drawn: Preview["outlines"],
  labels: readonly string[],
  frame: Frame,
  before?: Borders,
): Borders {
  const first = new Int32Array(labels.length + 1);
  const start = [0];
  const xy: number[] = [];
  const polygons = new Map(
    drawn?.features.map(({ properties, geometry }) => [
      (properties as { label?: string } | null)?.label,
      geometry as unknown as GeoJSON.Polygon | GeoJSON.MultiPolygon | null,
    ]),
  );
  for (const [area, label] of labels.entries()) {
    const shape = polygons.get(label);
    // Who has but floors of towers that others stand in, too, has no ground of their own.
    const rings = shape?.type === "MultiPolygon" ? shape.coordinates.flat() : shape?.coordinates;
    for (const ring of rings ?? []) {
      for (const [lon = 0, lat = 0] of ring) {
        const { x, y } = frame.point([lon, lat]);
        xy.push(x, y);
      }
      start.push(xy.length);
    }
    first[area + 1] = start.length - 1;
  }
  const shapes = { first, start: Int32Array.from(start), xy: Float64Array.from(xy) };
  const walls = wallsOf({ count: labels.length, ...shapes });
  const outlines = bordersOf(walls, Int32Array.from(labels.keys()));
  const rings = new Map(outlines.rings);
  for (const [area, own] of rings) {
    const known = before?.rings.get(area);
    if (known && JSON.stringify(known) === JSON.stringify(own)) rings.set(area, known);
  }
  return { ...outlines, rings };
}

/**
 * The areas whose outlines still hold: those with the parts that they had when these were `drawn`.
 * Nobody's ground is drawn with the areas around it: once some of it is given, or given up, it is not
 * known which hold, and `null` is told.
 */
export function holding(drawn: Int32Array, area: Int32Array): Set<number> | null {
  const held = new Set(drawn);
  for (const [part, own] of area.entries()) {
    const was = at(drawn, part);
    if (was === own) continue;
    if (was < 0 || own < 0) return null;
    held.delete(was);
    held.delete(own);
  }
  return held;
}

/** The outline of an area; without one there is less to see, and as much to do. */
export async function outlineOf(
  server: Server,
  area: string,
  signal: AbortSignal,
): Promise<GeoJSON.Geometry | null> {
  const outline = await readArea(server, area, signal).then(
    ({ outline }) => outline ?? null,
    () => null,
  );
  return outline as GeoJSON.Geometry | null;
}
