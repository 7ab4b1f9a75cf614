/** Buildings: untouched solid, partly hatched, done hollow, the rest part of the ground. */
import { STATUS } from "../contract.ts";
import type { Palette } from "./palette.ts";
import {
  type Brush,
  boxOf,
  hasSurface,
  number,
  placeX,
  placeY,
  type Shapes,
  traceAll,
  type View,
} from "./shapes.ts";

/** Pixels under which a hatch is only noise. */
const NARROW = 9;

/** Is a building of this size hatched, or filled with a half tone? */
export function isHatched([left, top, right, bottom]: readonly [number, number, number, number]) {
  return Math.min(right - left, bottom - top) >= NARROW;
}

/** Draw the buildings at `indices`, which all stand at `status`. */
export function drawBuildings(
  brush: Brush,
  view: View,
  palette: Palette,
  shapes: Shapes,
  indices: readonly number[],
  status: number,
): void {
  const surface = indices.filter((index) => hasSurface(shapes, index));
  if (status === STATUS.partly) {
    const hatched = (index: number) => isHatched(boxOf(view, shapes, index));
    const wide = surface.filter(hatched);
    if (wide.length) drawPartly(brush, view, palette, shapes, wide, hatching(brush, view, palette));
    const narrow = surface.filter((index) => !hatched(index));
    drawPartly(brush, view, palette, shapes, narrow, palette.colours["work-half"]);
  } else if (status === STATUS.untouched) {
    drawUntouched(brush, view, palette, shapes, surface);
  } else {
    const [fill, edge] = PLAIN[status] ?? PLAIN[STATUS.none] ?? ["other", "other-edge"];
    brush.fillStyle = palette.colours[fill];
    brush.strokeStyle = palette.colours[edge];
    brush.lineWidth = 1;
    traceAll(brush, view, shapes, surface, () => {
      brush.fill("evenodd");
      brush.stroke();
    });
  }
  for (const index of indices) {
    if (!hasSurface(shapes, index)) drawPoint(brush, view, palette, shapes, index, status);
  }
}

const PLAIN: Record<number, readonly ["other" | "done", "other-edge" | "done-edge"]> = {
  [STATUS.none]: ["other", "other-edge"],
  [STATUS.done]: ["done", "done-edge"],
};

function drawUntouched(
  brush: Brush,
  view: View,
  { colours }: Palette,
  shapes: Shapes,
  indices: readonly number[],
): void {
  brush.fillStyle = colours.work;
  brush.strokeStyle = colours.done;
  brush.lineWidth = view.zoom < 15 ? 0.8 : 1.8;
  brush.lineJoin = "miter";
  if (view.zoom >= 14.5) traceAll(brush, view, shapes, indices, () => brush.stroke());
  traceAll(brush, view, shapes, indices, () => brush.fill("evenodd"));
}

function drawPartly(
  brush: Brush,
  view: View,
  { colours }: Palette,
  shapes: Shapes,
  indices: readonly number[],
  fill: string | CanvasPattern,
): void {
  brush.strokeStyle = colours.work;
  brush.lineWidth = 1;
  brush.lineJoin = "miter";
  traceAll(brush, view, shapes, indices, () => {
    brush.fillStyle = colours.done;
    brush.fill("evenodd");
    brush.fillStyle = fill;
    brush.fill("evenodd");
    brush.stroke();
  });
}

const POINTS = {
  [STATUS.none]: ["other", "other-edge"],
  [STATUS.untouched]: ["work", "done"],
  [STATUS.partly]: ["work-half", "work"],
  [STATUS.done]: ["done", "done-edge"],
} as const;

/** A building that is known only as a place. */
function drawPoint(
  brush: Brush,
  view: View,
  { colours }: Palette,
  shapes: Shapes,
  index: number,
  status: number,
): void {
  const size = Math.max(2.5, Math.min(7, (view.zoom - 12) * 1.1));
  const [fill, edge] = POINTS[status as keyof typeof POINTS] ?? POINTS[STATUS.none];
  const first = 2 * number(shapes.rings, number(shapes.firsts, index));
  const [x, y] = [number(shapes.xy, first), number(shapes.xy, first + 1)];
  brush.beginPath();
  brush.arc(placeX(view, x), placeY(view, y), size, 0, 2 * Math.PI);
  brush.lineWidth = status === STATUS.untouched ? 1.8 : 1.2;
  brush.fillStyle = colours[fill];
  brush.strokeStyle = colours[edge];
  brush.fill();
  brush.stroke();
}

/** Pixels from stripe to stripe. */
export const pitchAt = (zoom: number): number => (zoom >= 17 ? 7 : 4);

/** Stripes at 45°, a third ink; they stay with the ground from tile to tile and when it is moved. */
function hatching(brush: Brush, view: View, { colours }: Palette): CanvasPattern | string {
  const pitch = pitchAt(view.zoom);
  const tile = canvas(Math.round(pitch * view.ratio * 4));
  const pen = tile.getContext("2d") as Brush | null;
  if (!pen) return colours["work-half"];
  const step = tile.width / 4;
  pen.fillStyle = colours.work;
  for (let i = 0; i < 4; i++) pen.fillRect(i * step, 0, step * 0.34, tile.height);
  const pattern = brush.createPattern(tile, "repeat");
  if (!pattern) return colours["work-half"];
  const period = pitch * 4 * Math.SQRT2;
  pattern.setTransform(
    new DOMMatrix()
      .translateSelf(-view.worldLeft % period, -view.worldTop % period)
      .rotateSelf(45)
      .scaleSelf(pitch / step),
  );
  return pattern;
}

function canvas(size: number): OffscreenCanvas | HTMLCanvasElement {
  if (typeof OffscreenCanvas !== "undefined") return new OffscreenCanvas(size, size);
  return Object.assign(document.createElement("canvas"), { width: size, height: size });
}
