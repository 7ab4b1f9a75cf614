/** One area's own scene, as GeoJSON that fits a phone, in the units of the whole world. */
import { LEVELS } from "../../domain/levels.ts";
import { toPoint } from "../../domain/mercator.ts";
import type { Extent } from "../contract.ts";
import type { Palette } from "../draw/palette.ts";
import type { Scene } from "../draw/scene.ts";
import { type Brush, pixelsPerMetre, type View, worldSize } from "../draw/shapes.ts";
import { TILE, type TileAddress } from "./address.ts";
import { SceneBuilder } from "./SceneBuilder.ts";

/** The layers of `/map/area/{code}`, named and with properties as in the tiles. */
export type AreaLayers = Readonly<Record<string, GeoJSON.FeatureCollection>>;

export function readAreaScene(layers: AreaLayers): Scene {
  const scene = new SceneBuilder();
  const each = (name: string, take: (rings: number[][], p: Record<string, unknown>) => void) => {
    for (const { geometry, properties } of layers[name]?.features ?? []) {
      const rings = ringsOf(geometry);
      if (rings.length) take(rings, properties ?? {});
    }
  };
  each("buildings", (rings, p) => scene.building(rings, p));
  for (const name of ["streets", "roads"]) each(name, (lines, p) => scene.street(lines, p));
  each("landcover", (rings, p) => scene.cover(rings, p));
  each("borders", (lines, p) => scene.border(lines, p));
  for (const level of LEVELS) each(level, (rings, p) => scene.area(rings, p));
  return scene.finish(Float64Array);
}

/** Rings (open) and lines of a geometry, in world units. */
export function ringsOf(geometry: GeoJSON.Geometry | null): number[][] {
  switch (geometry?.type) {
    case "Point":
      return [line([geometry.coordinates])];
    case "LineString":
      return [line(geometry.coordinates)];
    case "MultiLineString":
      return geometry.coordinates.map(line);
    case "Polygon":
      return geometry.coordinates.map(ring);
    case "MultiPolygon":
      return geometry.coordinates.flatMap((polygon) => polygon.map(ring));
    case "GeometryCollection":
      return geometry.geometries.flatMap(ringsOf);
    default:
      return [];
  }
}

const line = (places: readonly GeoJSON.Position[]): number[] =>
  places.flatMap(([lon = 0, lat = 0]) => {
    const { x, y } = toPoint([lon, lat]);
    return [x, y];
  });

const ring = (places: readonly GeoJSON.Position[]): number[] => line(places.slice(0, -1));

/** Metres beyond its extent over which a scene runs out into paper. */
const RUN_OUT = 120;

/** Does an extent hold all of a canvas tile? */
export function holds(extent: Extent, { z, x, y }: TileAddress): boolean {
  const [left, top, right, bottom] = sidesOf(extent);
  const side = TILE / worldSize(z);
  return x * side >= left && y * side >= top && (x + 1) * side <= right && (y + 1) * side <= bottom;
}

/** Let a scene run out into paper beyond its extent: nothing ends in a cut. */
export function runOut(brush: Brush, view: View, { colours }: Palette, extent: Extent): void {
  const size = worldSize(view.zoom);
  const [left, top, right, bottom] = sidesOf(extent).map((at) => at * size) as Sides;
  const reach = RUN_OUT * pixelsPerMetre(view);
  const { width, height } = view;
  const edges = [
    { from: [left - view.worldLeft, 0], to: [-reach, 0] },
    { from: [right - view.worldLeft, 0], to: [reach, 0] },
    { from: [0, top - view.worldTop], to: [0, -reach] },
    { from: [0, bottom - view.worldTop], to: [0, reach] },
  ] as const;
  for (const { from, to } of edges) {
    const [x, y] = from;
    const veil = brush.createLinearGradient(x, y, x + to[0], y + to[1]);
    veil.addColorStop(0, `${colours.paper}00`);
    veil.addColorStop(1, colours.paper);
    brush.fillStyle = veil;
    brush.fillRect(0, 0, width, height);
  }
}

type Sides = [left: number, top: number, right: number, bottom: number];

function sidesOf([west, south, east, north]: Extent): Sides {
  const upper = toPoint([west, north]);
  const lower = toPoint([east, south]);
  return [upper.x, upper.y, lower.x, lower.y];
}
