/**
 * The flat world that drawing happens in: web Mercator with the whole earth one unit wide, x east and
 * y south. It keeps angles, so a right angle here is one on the ground.
 */

/** Longitude, latitude in degrees (EPSG:4326). */
export type Place = readonly [number, number];

export interface Point {
  readonly x: number;
  readonly y: number;
}

const EQUATOR = 40_075_016.686;

export function toPoint([lon, lat]: Place): Point {
  const sine = Math.sin((lat * Math.PI) / 180);
  return {
    x: lon / 360 + 0.5,
    y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI),
  };
}

export function toPlace({ x, y }: Point): Place {
  const lat = Math.atan(Math.sinh(Math.PI * (1 - 2 * y)));
  return [(x - 0.5) * 360, (lat * 180) / Math.PI];
}

/** Metres on the ground that one unit of the flat world is long at the height of `y`. */
export function metresPerUnit(y: number): number {
  return EQUATOR / Math.cosh(Math.PI * (1 - 2 * y));
}

/** Metres between two places that are near one another. */
export function metresBetween(one: Place, other: Place): number {
  const a = toPoint(one);
  const b = toPoint(other);
  return Math.hypot(a.x - b.x, a.y - b.y) * metresPerUnit((a.y + b.y) / 2);
}
