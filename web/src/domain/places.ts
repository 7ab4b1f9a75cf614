/** Longitude and latitude in degrees (EPSG:4326). */
export type Place = readonly [number, number];
/** West, south, east, north in degrees. */
export type Extent = readonly [number, number, number, number];

const EARTH_METRES = 6_371_008.8;
const RADIANS = Math.PI / 180;

/** Metres between two places, along the great circle. */
export function metresBetween([lon, lat]: Place, [otherLon, otherLat]: Place): number {
  const half = (degrees: number) => Math.sin((degrees * RADIANS) / 2) ** 2;
  const chord =
    half(otherLat - lat) +
    Math.cos(lat * RADIANS) * Math.cos(otherLat * RADIANS) * half(otherLon - lon);
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(chord)));
}

export function middleOf([west, south, east, north]: Extent): Place {
  return [(west + east) / 2, (south + north) / 2];
}

/** Do two extents have ground in common? */
export function meets(one: Extent, other: Extent): boolean {
  return one[0] <= other[2] && other[0] <= one[2] && one[1] <= other[3] && other[1] <= one[3];
}

type Coordinates = readonly unknown[];

/** The extent of a GeoJSON geometry's coordinates; null where there are none. */
export function extentOf(coordinates: Coordinates): Extent | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  const look = (part: Coordinates) => {
    const [lon, lat] = part;
    if (typeof lon === "number" && typeof lat === "number") {
      west = Math.min(west, lon);
      east = Math.max(east, lon);
      south = Math.min(south, lat);
      north = Math.max(north, lat);
    } else for (const inner of part) look(inner as Coordinates);
  };
  look(coordinates);
  return west <= east ? [west, south, east, north] : null;
}
