/** What stands out: the chosen outline, everything around it faded, and what the pointer is on. */
import type { Palette } from "./draw/palette.ts";
import {
  type Brush,
  boxOf,
  hasSurface,
  ShapeList,
  type Shapes,
  trace,
  type View,
} from "./draw/shapes.ts";
import type { Frame } from "./frame.ts";
import { type Square, WORLD } from "./tiles/address.ts";
import { ringsOf } from "./tiles/area-scene.ts";
import type { LoadedSquare } from "./tiles/LoadedGround.ts";

/** Pixels from the middle of a point to the ring around it. */
const POINT = 9;

/** An outline of its own, in world units. */
export function outlineOf(geometry: GeoJSON.Geometry | null): Shapes | null {
  const rings = ringsOf(geometry);
  if (!rings.length) return null;
  const shapes = new ShapeList();
  shapes.add(rings);
  return shapes.finish();
}

export function fadeAround(
  brush: Brush,
  frame: Frame,
  { colours }: Palette,
  outline: Shapes,
): void {
  brush.beginPath();
  brush.rect(0, 0, frame.width, frame.height);
  trace(brush, frame.over(WORLD), outline, 0);
  brush.globalAlpha = 0.62;
  brush.fillStyle = colours.paper;
  brush.fill("evenodd");
  brush.globalAlpha = 1;
}

/** Ink in white, so that it stands out on every band. */
export function drawSelection(
  brush: Brush,
  frame: Frame,
  { colours }: Palette,
  outline: Shapes,
): void {
  strokeTwice(brush, colours, () => trace(brush, frame.over(WORLD), outline, 0));
}

function strokeTwice(brush: Brush, colours: Palette["colours"], path: () => void): void {
  brush.lineJoin = "round";
  brush.beginPath();
  path();
  brush.strokeStyle = colours.panel;
  brush.lineWidth = 7;
  brush.stroke();
  brush.strokeStyle = colours.ink;
  brush.lineWidth = 3.2;
  brush.stroke();
}

/**
 * The outline of a building or an area by its id, from the pieces in which the squares have it: no
 * line where a tile cuts it.
 */
export function drawPieces(
  brush: Brush,
  frame: Frame,
  { colours }: Palette,
  squares: readonly LoadedSquare[],
  layer: "buildings" | "areas",
  id: number,
  strong: boolean,
): void {
  for (const { square, scene } of squares) {
    const { shapes, ids } = scene[layer];
    const pieces = [...piecesOf(ids, id)];
    if (!pieces.length) continue;
    const view = frame.over(square);
    brush.save();
    clipTo(brush, view, square);
    const path = () => {
      for (const index of pieces) tracePiece(brush, view, shapes, index);
    };
    if (strong) strokeTwice(brush, colours, path);
    else strokeOnce(brush, colours, path);
    brush.restore();
  }
}

/** A point has no outline: a ring stands around it. */
function tracePiece(brush: Brush, view: View, shapes: Shapes, index: number): void {
  if (hasSurface(shapes, index)) {
    trace(brush, view, shapes, index);
    return;
  }
  const [x, y] = boxOf(view, shapes, index);
  brush.moveTo(x + POINT, y);
  brush.arc(x, y, POINT, 0, 2 * Math.PI);
}

function strokeOnce(brush: Brush, colours: Palette["colours"], path: () => void): void {
  brush.lineJoin = "round";
  brush.beginPath();
  path();
  brush.strokeStyle = colours.ink;
  brush.lineWidth = 2.4;
  brush.stroke();
}

function* piecesOf(ids: Uint32Array, id: number): Generator<number> {
  for (let index = ids.indexOf(id); index >= 0; index = ids.indexOf(id, index + 1)) yield index;
}

function clipTo(brush: Brush, view: View, { extent }: Square): void {
  const side = extent * view.scale;
  brush.beginPath();
  brush.rect(-view.left, -view.top, side, side);
  brush.clip();
}
