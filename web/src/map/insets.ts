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
  { top, right, bottom, left }: Insets,
): Box[] {
  return [
    { left: 0, top: 0, right: left, bottom: height },
    { left: width - right, top: 0, right: width, bottom: height },
    { left: 0, top: 0, right: width, bottom: top },
    { left: 0, top: height - bottom, right: width, bottom: height },
  ];
}
