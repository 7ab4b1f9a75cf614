/** Streets with casing, wide as they are on the ground. */
import type { Palette } from "./palette.ts";
import { type Brush, pixelsPerMetre, type Shapes, shown, traceAll, type View } from "./shapes.ts";

type Width = readonly [metres: number, from: number];

/** Kind of highway: metres wide, and the first zoom; everything else is a small street. */
const WIDTHS: Record<string, Width> = {
  motorway: [24, 11],
  trunk: [22, 11],
  primary: [20, 12],
  secondary: [16, 13],
  tertiary: [13, 13.5],
  service: [5, 16],
  track: [4, 16],
  pedestrian: [6, 16],
  footway: [1, 17.5],
  path: [1, 17.5],
  steps: [1, 17.5],
  cycleway: [1.5, 17.5],
};
const SMALL: Width = [9, 14.5];

const widthOf = (kind: string): Width => WIDTHS[kind.replace("_link", "")] ?? SMALL;

/** Is a street of this kind drawn at this zoom? */
export const drawnAt = (zoom: number, kind: string): boolean => zoom >= widthOf(kind)[1];

export function drawStreets(
  brush: Brush,
  view: View,
  { colours }: Palette,
  shapes: Shapes,
  kindOf: (index: number) => string,
): void {
  const byWidth = new Map<Width, number[]>();
  for (const index of shown(view, shapes, (i) => drawnAt(view.zoom, kindOf(i)))) {
    const width = widthOf(kindOf(index));
    const same = byWidth.get(width);
    if (same) same.push(index);
    else byWidth.set(width, [index]);
  }
  const scale = pixelsPerMetre(view) * 0.8;
  const widths = [...byWidth].sort(([a], [b]) => a[0] - b[0]);
  brush.lineCap = "round";
  brush.lineJoin = "round";
  for (const casing of [true, false]) {
    brush.strokeStyle = casing ? colours.casing : colours.street;
    for (const [[metres], indices] of widths) {
      const width = Math.max(1.2, metres * scale);
      if (casing && width < 2.5) continue;
      brush.lineWidth = casing ? width + 1.8 : width;
      traceAll(brush, view, shapes, indices, () => brush.stroke(), false);
    }
  }
  brush.lineCap = "butt";
}
