import type { Box } from "../insets.ts";

/** Clears all of a sheet, whatever lies on it how. */
export function wipe(ink: CanvasRenderingContext2D): void {
  ink.save();
  ink.setTransform(1, 0, 0, 1, 0, 0);
  ink.clearRect(0, 0, ink.canvas.width, ink.canvas.height);
  ink.restore();
}

/**
 * Clears some boxes of a sheet, in whole pixels of it; all beside them stays as it is until the sheet
 * is restored.
 */
export function wipeWithin(ink: CanvasRenderingContext2D, boxes: Iterable<Box>): void {
  const { a: dense, e, f } = ink.getTransform();
  const path = new Path2D();
  for (const { left, top, right, bottom } of boxes) {
    const [x, y] = [Math.floor(left * dense + e), Math.floor(top * dense + f)];
    const [endX, endY] = [Math.ceil(right * dense + e), Math.ceil(bottom * dense + f)];
    path.rect((x - e) / dense, (y - f) / dense, (endX - x) / dense, (endY - y) / dense);
  }
  ink.clip(path);
  wipe(ink);
}

export function grown({ left, top, right, bottom }: Box, by: number): Box {
  return { left: left - by, top: top - by, right: right + by, bottom: bottom + by };
}

/** The colours of a theme by name; each is looked up once. */
export function coloursOf(style: CSSStyleDeclaration): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const colour = known.get(name) ?? style.getPropertyValue(`--${name}`).trim();
    known.set(name, colour);
    return colour;
  };
}
