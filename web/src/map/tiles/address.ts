/** Where tiles lie: 512-pixel canvas tiles over data tiles that end at a finest zoom. */
import { toPoint } from "../../domain/mercator.ts";
import type { Place } from "../contract.ts";
import type { View } from "../draw/shapes.ts";

/** Pixels of a canvas tile at its own zoom. */
export const TILE = 512;
/** Units across a data tile. */
export const EXTENT = 4096;
/** The finest zoom of the data; closer in, its tiles are cut. */
export const FINEST_DATA = 15;
/** Buildings are in the data from here. */
export const BUILDINGS_FROM = 13;

export interface TileAddress {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** A square of the world and the units its shapes are counted in. */
export interface Square extends TileAddress {
  readonly extent: number;
}

/** The whole world from 0 to 1: where one area's own scene is counted. */
export const WORLD: Square = { z: 0, x: 0, y: 0, extent: 1 };

export const keyOf = ({ z, x, y }: TileAddress): string => `${z}/${x}/${y}`;

/** The data tile under a canvas tile, whose `z` is Leaflet's zoom. */
export function dataOf({ z, x, y }: TileAddress): TileAddress {
  const own = Math.max(0, z - 1);
  const cut = Math.max(0, own - FINEST_DATA);
  return { z: own - cut, x: x >> cut, y: y >> cut };
}

/** A square of the world under a sheet of the map whose corner is at a pixel of the world. */
export function viewOf(
  square: Square,
  sheet: {
    readonly zoom: number;
    readonly worldLeft: number;
    readonly worldTop: number;
    readonly width: number;
    readonly height: number;
    readonly ratio: number;
  },
): View {
  const side = (256 * 2 ** sheet.zoom) / 2 ** square.z;
  return {
    ...sheet,
    scale: side / square.extent,
    left: sheet.worldLeft - square.x * side,
    top: sheet.worldTop - square.y * side,
  };
}

/** A canvas tile as a sheet at the zoom that is shown, a pixel larger so that no seam shows. */
export function tileView(tile: TileAddress, square: Square, zoom: number, ratio: number): View {
  const side = TILE * 2 ** (zoom - tile.z);
  const width = side * ((TILE + 1) / TILE);
  return viewOf(square, {
    zoom,
    worldLeft: tile.x * side,
    worldTop: tile.y * side,
    width,
    height: width,
    ratio,
  });
}

/** A part of a tile, in pixels from its corner at its own zoom. */
export interface Part {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The part that holds both. */
export const around = (one: Part, other: Part): Part => ({
  left: Math.min(one.left, other.left),
  top: Math.min(one.top, other.top),
  right: Math.max(one.right, other.right),
  bottom: Math.max(one.bottom, other.bottom),
});

/** A place in a square's units. */
export function unitsOf({ z, x, y, extent }: Square, place: Place): [x: number, y: number] {
  const world = toPoint(place);
  return [(world.x * 2 ** z - x) * extent, (world.y * 2 ** z - y) * extent];
}
