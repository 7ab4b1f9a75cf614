/** What the map and its painter (a worker) say to one another. */
import type { AreaScene } from "../contract.ts";
import type { Palette } from "../draw/palette.ts";
import type { Scene } from "../draw/scene.ts";
import type { Part, TileAddress } from "./address.ts";

export interface PaintOrder {
  readonly kind: "paint";
  readonly job: number;
  readonly tile: TileAddress;
  /** The zoom that is shown, which may lie between two tile zooms. */
  readonly zoom: number;
  readonly ratio: number;
  /** What of the tile has changed, where it is not all of it. */
  readonly part: Part | null;
  /** Pixels from the middle of the map: what is nearest is painted first; below 0 goes before all. */
  readonly distance: number;
  /** Whether the area's own scene holds all of the tile, so that no data tile is read. */
  readonly own: boolean;
  /** Whether the map lacks the scene of the tile's data. */
  readonly wanted: boolean;
}

export type ToPainter =
  | { readonly kind: "style"; readonly palette: Palette; readonly transparent: boolean }
  | { readonly kind: "tiles"; readonly url: string | null }
  | { readonly kind: "scene"; readonly scene: AreaScene | null }
  | { readonly kind: "statuses"; readonly all: Uint8Array }
  | { readonly kind: "changes"; readonly pairs: readonly (readonly [id: number, status: number])[] }
  | {
      readonly kind: "areas";
      readonly bands: ReadonlyMap<number, string>;
      readonly level: string | undefined;
      readonly anyArea: boolean;
    }
  | PaintOrder
  | { readonly kind: "drop"; readonly job: number };

/** What was painted of a tile, and where it belongs, in device pixels. */
export interface Picture {
  readonly bitmap: ImageBitmap;
  readonly left: number;
  readonly top: number;
  /** Side of the whole tile. */
  readonly side: number;
}

export type FromPainter =
  | {
      readonly kind: "painted";
      readonly job: number;
      readonly picture: Picture;
      /** Key of the data under the tile, and its scene where it was wanted. */
      readonly data: string;
      readonly scene: Scene | null;
    }
  | { readonly kind: "failed"; readonly job: number; readonly message: string };
