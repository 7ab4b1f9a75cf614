import type { Place } from "./mercator.ts";

/** A geometry taken apart into what is drawn: rings, lines or single points. */
export interface Parts {
  readonly form: "area" | "line" | "point";
  readonly parts: readonly (readonly Place[])[];
}

/** Takes a GeoJSON geometry apart; null for one that holds nothing to draw. */
export function partsOf(geometry: {
  readonly type: string;
  readonly coordinates?: unknown;
}): Parts | null {
  const { type, coordinates } = geometry;
  switch (type) {
    case "Point":
      return { form: "point", parts: [[coordinates as Place]] };
    case "MultiPoint":
      return { form: "point", parts: [coordinates as Place[]] };
    case "LineString":
      return { form: "line", parts: [coordinates as Place[]] };
    case "MultiLineString":
      return { form: "line", parts: coordinates as Place[][] };
    case "Polygon":
      return { form: "area", parts: (coordinates as Place[][]).map(open) };
    case "MultiPolygon":
      return { form: "area", parts: (coordinates as Place[][][]).flat().map(open) };
    default:
      return null;
  }
}

/** A ring with each corner said once. */
function open(ring: readonly Place[]): readonly Place[] {
  const first = ring[0];
  const last = ring[ring.length - 1];
  const closed = first && last && ring.length > 1 && first[0] === last[0] && first[1] === last[1];
  return closed ? ring.slice(0, -1) : ring;
}

/** A polygon of drawn corners, closed as GeoJSON wants it. */
export function polygonOf(corners: readonly Place[]): {
  type: "Polygon";
  coordinates: [number, number][][];
} {
  const ring = closed(corners).map(([lon, lat]): [number, number] => [lon, lat]);
  return { type: "Polygon", coordinates: [ring] };
}

/** The outline `like`, a polygon or several, with other rings in the same order. */
export function outlineFrom(
  like: { readonly type: string; readonly coordinates?: unknown },
  rings: readonly (readonly Place[])[],
): { readonly type: string; readonly coordinates: unknown } {
  const all = rings.map(closed);
  if (like.type !== "MultiPolygon") return { type: "Polygon", coordinates: all };
  let next = 0;
  const coordinates = (like.coordinates as readonly (readonly unknown[])[]).map((polygon) => {
    const from = next;
    next += polygon.length;
    return all.slice(from, next);
  });
  return { type: "MultiPolygon", coordinates };
}

function closed(ring: readonly Place[]): readonly Place[] {
  const [first] = ring;
  return first ? [...ring, first] : [];
}
