/**
 * The national shift of Chinese web maps (GCJ-02) against WGS 84: what they publish is moved by some
 * hundred metres. No library that is kept knows it, so the published formula stands here, as in
 * `gridmap/geo/datum.py`; both are held to the same vectors.
 */
import type { Place } from "./mercator.ts";

/** West, south, east, north of the box in which the shift applies. */
const CHINA = [72.004, 0.8293, 137.8347, 55.8271] as const;

const { sin, cos, sqrt, abs, PI } = Math;
const RADIUS = 6_378_245;
const ECCENTRICITY = 0.006693421622965943;

/** Move a place from WGS 84 to GCJ-02; outside China the two are one. */
export function toGcj02([lon, lat]: Place): Place {
  const [west, south, east, north] = CHINA;
  if (lon < west || lon > east || lat < south || lat > north) return [lon, lat];
  const { toEast, toNorth } = metres(lon - 105, lat - 35);
  const phi = (lat * PI) / 180;
  const flat = 1 - ECCENTRICITY * sin(phi) ** 2;
  const meridian = (RADIUS * (1 - ECCENTRICITY)) / (flat * sqrt(flat));
  const parallel = (RADIUS / sqrt(flat)) * cos(phi);
  return [lon + degrees(toEast / parallel), lat + degrees(toNorth / meridian)];
}

const degrees = (angle: number): number => (angle * 180) / PI;

/** A polynomial and a few waves, in metres. */
function metres(x: number, y: number): { toEast: number; toNorth: number } {
  const ripple = 20 * sin(6 * PI * x) + 20 * sin(2 * PI * x);
  const bend = 0.1 * x * y;
  const root = sqrt(abs(x));
  const northWaves =
    20 * sin(PI * y) + 40 * sin((PI * y) / 3) + 160 * sin((PI * y) / 12) + 320 * sin((PI * y) / 30);
  const eastWaves =
    20 * sin(PI * x) + 40 * sin((PI * x) / 3) + 150 * sin((PI * x) / 12) + 300 * sin((PI * x) / 30);
  return {
    toNorth:
      -100 + 2 * x + 3 * y + 0.2 * y * y + bend + 0.2 * root + ((ripple + northWaves) * 2) / 3,
    toEast: 300 + x + 2 * y + 0.1 * x * x + bend + 0.1 * root + ((ripple + eastWaves) * 2) / 3,
  };
}
