import type { Preview } from "../api/plans.ts";
import type { Frame } from "../domain/plan/shapes.ts";

/** Rings of each area. */
export type Outlines = ReadonlyMap<number, readonly (readonly number[])[]>;

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
