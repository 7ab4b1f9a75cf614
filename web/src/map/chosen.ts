/** What stands out: the chosen outline, everything around it faded, and what the pointer is on. */
import type { Palette } from "./draw/palette.ts";
import { type Brush, number, ShapeList, type Shapes, trace, type View } from "./draw/shapes.ts";
import type { Frame } from "./frame.ts";
import { type Square, WORLD } from "./tiles/address.ts";
import { ringsOf } from "./tiles/area-scene.ts";
import type { LoadedSquare } from "./tiles/LoadedGround.ts";

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

export type OutlineStyle = "hover" | "selected" | "focus";

/** A building's outline, from the pieces in which the tiles have it: no line where a tile cuts it. */
export function drawBuildingOutline(
  brush: Brush,
  frame: Frame,
  { colours }: Palette,
  squares: readonly LoadedSquare[],
  id: number,
  style: OutlineStyle,
): void {
  for (const { square, scene } of squares) {
    const { shapes, ids } = scene.buildings;
    const pieces = [...piecesOf(ids, id)];
    if (!pieces.length) continue;
    const view = frame.over(square);
    brush.save();
    clipTo(brush, view, square);
    const path = () => {
      for (const index of pieces) trace(brush, view, shapes, index);
    };
    if (style === "hover") {
      brush.lineJoin = "round";
      brush.beginPath();
      path();
      brush.strokeStyle = colours.ink;
      brush.lineWidth = 2.4;
      brush.stroke();
    } else {
      strokeTwice(brush, colours, path);
    }
    brush.restore();
  }
}

/** The pieces of an area as the tiles have it, outlined like a building under the pointer. */
export function drawAreaOutline(
  brush: Brush,
  frame: Frame,
  { colours }: Palette,
  squares: readonly LoadedSquare[],
  id: number,
): void {
  brush.strokeStyle = colours.ink;
  brush.lineWidth = 2.4;
  brush.lineJoin = "round";
  for (const { square, scene } of squares) {
    const { shapes, ids } = scene.areas;
    const pieces = [...piecesOf(ids, id)];
    if (!pieces.length) continue;
    const view = frame.over(square);
    brush.save();
    clipTo(brush, view, square);
    brush.beginPath();
    for (const index of pieces) trace(brush, view, shapes, index);
    brush.stroke();
    brush.restore();
  }
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

/** The box of a building in the window's pixels, over all its pieces. */
export function buildingBox(
  frame: Frame,
  squares: readonly LoadedSquare[],
  id: number,
): [left: number, top: number, right: number, bottom: number] | null {
  let box: [number, number, number, number] | null = null;
  for (const { square, scene } of squares) {
    const { boxes } = scene.buildings.shapes;
    const view = frame.over(square);
    for (const index of piecesOf(scene.buildings.ids, id)) {
      const [w, n, e, s] = [0, 1, 2, 3].map((side) => number(boxes, 4 * index + side));
      const piece = [
        (w ?? 0) * view.scale - view.left,
        (n ?? 0) * view.scale - view.top,
        (e ?? 0) * view.scale - view.left,
        (s ?? 0) * view.scale - view.top,
      ] as const;
      box = box
        ? [
            Math.min(box[0], piece[0]),
            Math.min(box[1], piece[1]),
            Math.max(box[2], piece[2]),
            Math.max(box[3], piece[3]),
          ]
        : [...piece];
    }
  }
  return box;
}
