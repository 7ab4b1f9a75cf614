import { toPlace, toPoint } from "../domain/mercator.ts";
import type { Place } from "./contract.ts";
import { type View, worldSize } from "./draw/shapes.ts";
import type { LeafletMap } from "./leaflet.ts";
import { type Square, viewOf } from "./tiles/address.ts";

/** A sheet's place in the world, in pixels at the zoom that is shown. */
export interface Frame {
  readonly zoom: number;
  readonly worldLeft: number;
  readonly worldTop: number;
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
  /** How a square of the world lies under the sheet. */
  readonly over: (square: Square) => View;
}

interface Pixels {
  readonly x: number;
  readonly y: number;
}

/** The sheet whose corner is at the layer point `corner`. */
export function frameOf(map: LeafletMap, corner: Pixels, size: Pixels): Frame {
  const origin = map.getPixelOrigin();
  const sheet = {
    zoom: map.getZoom(),
    worldLeft: origin.x + corner.x,
    worldTop: origin.y + corner.y,
    width: size.x,
    height: size.y,
    ratio: window.devicePixelRatio || 1,
  };
  return { ...sheet, over: (square) => viewOf(square, sheet) };
}

/** The window of the map itself. */
export function windowOf(map: LeafletMap): Frame {
  return frameOf(map, map.containerPointToLayerPoint([0, 0]), map.getSize());
}

/** A place in the frame's pixels. */
export function onFrame(frame: Frame, place: Place): [x: number, y: number] {
  const { x, y } = toPoint(place);
  const size = worldSize(frame.zoom);
  return [x * size - frame.worldLeft, y * size - frame.worldTop];
}

/** The place at the frame's pixels. */
export function placeOn(frame: Frame, x: number, y: number): Place {
  const size = worldSize(frame.zoom);
  return toPlace({ x: (x + frame.worldLeft) / size, y: (y + frame.worldTop) / size });
}
