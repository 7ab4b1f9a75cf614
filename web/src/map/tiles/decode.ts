/** A vector tile as the map draws it. */
import { VectorTile, type VectorTileFeature } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";
import { LEVELS } from "../../domain/levels.ts";
import type { Scene } from "../draw/scene.ts";
import { SceneBuilder } from "./SceneBuilder.ts";

/** House numbers and street names are read (`withTexts`) only where they are close enough to be written. */
export function decode(bytes: ArrayBuffer | undefined, withTexts: boolean): Scene {
  const scene = new SceneBuilder(withTexts);
  if (!bytes) return scene.finish(Int16Array);
  const { layers } = new VectorTile(new PbfReader(new Uint8Array(bytes)));
  const each = (name: string, take: (rings: number[][], facts: Facts) => void) => {
    const layer = layers[name];
    for (let index = 0; index < (layer?.length ?? 0); index++) {
      const feature = layer?.feature(index);
      if (feature) take(ringsOf(feature), feature.properties);
    }
  };
  each("buildings", (rings, facts) => scene.building(rings, facts));
  for (const name of ["streets", "roads"]) each(name, (lines, facts) => scene.street(lines, facts));
  each("landcover", (rings, facts) => scene.cover(rings, facts));
  each("borders", (lines, facts) => scene.border(lines, facts));
  for (const level of LEVELS) each(level, (rings, facts) => scene.area(rings, facts));
  return scene.finish(Int16Array);
}

type Facts = VectorTileFeature["properties"];

function ringsOf(feature: VectorTileFeature): number[][] {
  const closed = feature.type === 3;
  return feature.loadGeometry().map((ring) => {
    const points = closed ? ring.slice(0, -1) : ring;
    return points.flatMap(({ x, y }) => [x, y]);
  });
}
