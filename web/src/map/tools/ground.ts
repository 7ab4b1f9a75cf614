import type { Extent, Insets, Place } from "../contract.ts";
import type { Box } from "../insets.ts";

/** Pixels from the upper left corner of the map's element. */
export interface Pixel {
  readonly x: number;
  readonly y: number;
}

/** What the tools ask of the map under them. The map view has them as its `tools`. */
export interface Ground {
  /** The map's element, which takes the keys and gets the overlays. */
  readonly container: HTMLElement;
  pixel(place: Place): Pixel;
  place(pixel: Pixel): Place;
  /** What the map shows now. */
  seen(): Extent;
  /** The sides that panels cover. */
  insets(): Insets;
  /**
   * Calls whenever places have other pixels than before: `moving` while the map runs to another zoom,
   * when nothing drawn is in its place, and `still` with every step of a pan and at its end. A change
   * of colours is told as `still` as well: what is drawn is drawn anew.
   *
   * @returns what ends it.
   */
  watch(listener: (state: "moving" | "still") => void): () => void;
  /**
   * An element that pans along with the map by itself, in the order `above` of Leaflet's panes.
   * Pixels in it count from {@link Ground.origin}.
   */
  pane(name: string, above: number): HTMLElement;
  /** Where the pane's own corner lies in pixels of the container. */
  origin(): Pixel;
  /**
   * What is written on the map keeps clear of these boxes, asked for whenever it finds its place.
   *
   * @returns what ends it.
   */
  keepClear(boxes: () => readonly Box[]): () => void;
  /** Leaves presses to the tool until what it returns is called; the map still pans and zooms. */
  hold(): () => void;
}
