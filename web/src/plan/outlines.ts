import type { Preview } from "../api/plans.ts";
import type { Frame } from "../domain/plan/shapes.ts";
import { at } from "../domain/plan/town.ts";

type Rings = readonly (readonly number[])[];

/** Rings of each area. */
export type Outlines = ReadonlyMap<number, Rings>;

const NO_RINGS: Rings = [];

/** The outlines of areas as the server draws them: rings in the frame, x and y in turn. */
export function outlinesIn(
  drawn: Preview["outlines"],
  labels: readonly string[],
  frame: Frame,
): Outlines {
  const outlines = new Map<number, number[][]>();
  for (const { properties, geometry } of drawn?.features ?? []) {
    const area = labels.indexOf((properties as { label?: string } | null)?.label ?? "");
    const shape = geometry as unknown as GeoJSON.Polygon | GeoJSON.MultiPolygon | null;
    // Who has but floors of towers that others stand in, too, has no ground of their own.
    if (area < 0 || !shape) continue;
    const rings = shape.type === "Polygon" ? shape.coordinates : shape.coordinates.flat();
    outlines.set(
      area,
      rings.map((ring) =>
        ring.flatMap(([lon = 0, lat = 0]) => {
          const { x, y } = frame.point([lon, lat]);
          return [x, y];
        }),
      ),
    );
  }
  return outlines;
}

/**
 * The outlines that still hold: of areas with the parts that they had when these were `drawn`. Who
 * has no ground of their own has no rings.
 */
export function holding(outlines: Outlines, drawn: Int32Array, area: Int32Array): Outlines {
  const changed = new Set<number>();
  for (const [part, own] of area.entries()) {
    const was = at(drawn, part);
    if (was !== own) changed.add(was).add(own);
  }
  const held = new Map<number, Rings>();
  if (outlines.size === 0) return held;
  for (const own of drawn) if (!changed.has(own)) held.set(own, outlines.get(own) ?? NO_RINGS);
  return held;
}
