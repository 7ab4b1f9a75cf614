import type { Insets } from "./contract.ts";

/** A part of the map's element, in its pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What panels at the sides of the map cover. */
export function insetBoxes(
  { x: width, y: height }: { readonly x: number; readonly y: number },
  { top, right, bottom, left, rightTop = 0, bottomLeft = 0 }: Insets,
): Record<"left" | "right" | "top" | "bottom", Box> {
  return {
    left: { left: 0, top: 0, right: left, bottom: height },
    right: { left: width - right, top: rightTop, right: width, bottom: height },
    top: { left: 0, top: 0, right: width, bottom: top },
    bottom: { left: bottomLeft, top: height - bottom, right: width, bottom: height },
  };
}
