/** Borders of areas: dashed for a grid, solid for a community. */
import { rankOf } from "./levels.ts";
import type { Palette } from "./palette.ts";
import { type Brush, type Shapes, shown, trace, type View } from "./shapes.ts";

const STYLES: Record<string, readonly [width: number, dash: number[]]> = {
  county: [2.6, []],
  subdistrict: [2.4, []],
  community: [1.8, []],
  grid: [1, [5, 3]],
  group: [1, [2, 3]],
  patch: [1.3, [8, 3, 1.5, 3]],
};
const OTHER = [1.4, []] as const;

/** Borders down to the level shown, the coarsest last. Each stands in the coarsest that has it. */
export function drawBorders(
  brush: Brush,
  view: View,
  { colours }: Palette,
  shapes: Shapes,
  kindOf: (index: number) => string,
  level: string | undefined,
): void {
  const finest = level === undefined ? Infinity : rankOf(level);
  const drawn = shown(view, shapes, (i) => rankOf(kindOf(i)) <= finest);
  brush.lineJoin = "round";
  for (const index of drawn.sort((a, b) => rankOf(kindOf(b)) - rankOf(kindOf(a)))) {
    const kind = kindOf(index);
    const [width, dash] = STYLES[kind] ?? OTHER;
    // Patches are many from afar: their borders keep back until one is near.
    brush.strokeStyle = kind === "patch" && view.zoom < 17.5 ? colours.ink3 : colours.ink2;
    // At the patches' zoom a grid's border must still stand out from theirs.
    brush.lineWidth = level === "patch" && kind === "grid" ? 1.8 : width;
    brush.setLineDash([...dash]);
    brush.beginPath();
    trace(brush, view, shapes, index, false);
    brush.stroke();
  }
  brush.setLineDash([]);
}
