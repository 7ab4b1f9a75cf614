/** Land cover and the areas' coverage bands. */
import type { Palette } from "./palette.ts";
import {
  type Brush,
  hasSurface,
  type Shapes,
  shown,
  shows,
  trace,
  traceAll,
  type View,
} from "./shapes.ts";

export type Cover = "green" | "water";

export function drawCover(
  brush: Brush,
  view: View,
  { colours }: Palette,
  shapes: Shapes,
  kindOf: (index: number) => string,
  kind: Cover,
): void {
  const surface = shown(view, shapes, (i) => kindOf(i) === kind && hasSurface(shapes, i));
  brush.fillStyle = colours[kind];
  traceAll(brush, view, shapes, surface, () => brush.fill("evenodd"));
}

/** Fill each area in the colour of its band; `colourOf` gives none where nothing is known. */
export function drawBands(
  brush: Brush,
  view: View,
  shapes: Shapes,
  colourOf: (index: number) => string | undefined,
): void {
  for (let index = 0; index < shapes.count; index++) {
    const colour = colourOf(index);
    if (colour === undefined || !shows(view, shapes, index)) continue;
    brush.beginPath();
    trace(brush, view, shapes, index);
    brush.fillStyle = colour;
    brush.fill("evenodd");
  }
}
