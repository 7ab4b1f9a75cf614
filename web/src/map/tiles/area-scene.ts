/** One area's own scene, as GeoJSON that fits a phone, in the units of the whole world. */
import { LEVELS } from "../../domain/levels.ts";
import { toPoint } from "../../domain/mercator.ts";
import type { Scene } from "../draw/scene.ts";
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
