import type { Extent, Insets } from "./contract.ts";
import { LeafletMap } from "./leaflet.ts";

/** What lies over what; the tools put their own panes between these. */
const PANES = {
  basemap: 150,
  base: 200,
  fade: 380,
  select: 400,
  names: 450,
  marks: 600,
  labels: 620,
  me: 650,
} as const;

export const movesAllowed = (): boolean => !matchMedia("(prefers-reduced-motion: reduce)").matches;

/** A bare map in its element: panes, keys and pointer, and nothing drawn yet. */
export function createMap(container: HTMLElement, name: string, keys = ""): LeafletMap {
  const moves = movesAllowed();
  const map = new LeafletMap(container, {
    zoomControl: false,
    attributionControl: false,
    // Tiles are painted for the very zoom that is shown, so halves are sharp as well.
    zoomSnap: 0.5,
    zoomDelta: 1,
    wheelPxPerZoomLevel: 100,
    minZoom: 3,
    maxZoom: 20,
    zoomAnimation: moves,
    fadeAnimation: false,
    markerZoomAnimation: moves,
    inertia: moves,
    keyboardPanDelta: 120,
  });
  container.setAttribute("role", "application");
  container.setAttribute("aria-label", name);
  if (keys) container.setAttribute("aria-description", keys);
  for (const [pane, order] of Object.entries(PANES)) {
    const { style } = map.createPane(pane);
    style.zIndex = String(order);
    if (order < PANES.marks) style.pointerEvents = "none";
  }
  return map;
}

/** Pixels that stay free around what is fitted; fewer of them where there are few. */
const MARGIN = 24;
const NARROW = 600;

/** Bring an extent into the part of the map that no panel covers. */
export function fitInto(
  map: LeafletMap,
  [west, south, east, north]: Extent,
  { top, right, bottom, left }: Insets,
  maxZoom: number,
  animate: boolean,
): void {
  const margin = map.getSize().x < NARROW ? MARGIN / 2 : MARGIN;
  map.fitBounds(
    [
      [south, west],
      [north, east],
    ],
    {
      paddingTopLeft: [left + margin, top + margin],
      paddingBottomRight: [right + margin, bottom + margin],
      maxZoom,
      animate,
    },
  );
}
