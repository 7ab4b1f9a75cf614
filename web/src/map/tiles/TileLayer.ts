import type { Extent } from "../contract.ts";
import { type Coords, GridLayer } from "../leaflet.ts";
import {
  around,
  dataOf,
  EXTENT,
  keyOf,
  type Part,
  type Square,
  TILE,
  type TileAddress,
  WORLD,
} from "./address.ts";
import { holds } from "./area-scene.ts";
import { fadeFrom } from "./fade.ts";
import type { Concerned } from "./LoadedGround.ts";
import type { PainterClient } from "./PainterClient.ts";
import type { Picture } from "./protocol.ts";

interface Live {
  readonly tile: TileAddress;
  readonly canvas: HTMLCanvasElement;
  drop: () => void;
  /** What is ordered and has not come yet. */
  due: Part | "all" | null;
  /** Tells Leaflet that the tile can be shown, or that it cannot be read. */
  done: (painted: boolean) => void;
  failed: boolean;
}

/** Canvas tiles of the ground, painted by the painter. Sharp between two zooms as well. */
export class GroundTiles extends GridLayer {
  readonly #painter: PainterClient;
  readonly #live = new Map<HTMLCanvasElement, Live>();
  readonly #own: () => Extent | null;
  #scale = 1;

  /** `own` tells within what extent an area's own scene stands in place of tiles. */
  constructor(painter: PainterClient, own: () => Extent | null) {
    super({
      pane: "base",
      tileSize: TILE,
      updateWhenZooming: false,
      updateWhenIdle: false,
      keepBuffer: 1,
      className: "ground",
    });
    this.#painter = painter;
    this.#own = own;
    this.on("tileunload", ({ tile }: { tile: HTMLElement }) => {
      this.#live.get(tile as HTMLCanvasElement)?.drop();
      this.#live.delete(tile as HTMLCanvasElement);
      this.fire("orders");
    });
  }

  override getEvents() {
    const events = super.getEvents?.() ?? {};
    return { ...events, zoomend: () => this.#followZoom() };
  }

  protected override createTile(coords: Coords, done: (error?: Error, tile?: HTMLElement) => void) {
    const canvas = document.createElement("canvas");
    canvas.setAttribute("aria-hidden", "true");
    const { x, y, z } = coords;
    const live: Live = {
      tile: { x, y, z },
      canvas,
      drop: () => undefined,
      due: null,
      done: (painted) => done(painted ? undefined : new Error("not read"), canvas),
      failed: false,
    };
    this.#live.set(canvas, live);
    this.#order(live, "all");
    return canvas;
  }

  /** Paint again what is shown; only what is `concerned`, and that before all else. */
  repaint(concerned?: Concerned): void {
    for (const live of this.#live.values()) {
      const part = concerned ? concerned(this.squareOf(live.tile), live.tile) : "all";
      if (part) this.#order(live, part, concerned !== undefined);
    }
  }

  /** Try tiles again that could not be read. */
  repaintFailed(): void {
    for (const live of this.#live.values()) if (live.failed) this.#order(live, "all");
  }

  /** The data under a tile. */
  squareOf(tile: TileAddress): Square {
    return this.#isOwn(tile) ? WORLD : { ...dataOf(tile), extent: EXTENT };
  }

  /** The squares of data under the tiles that are there now. */
  squares(): Square[] {
    const squares = new Map<string, Square>();
    for (const { tile } of this.#live.values()) {
      if (tile.z !== this.#tileZoom) continue;
      const square = this.squareOf(tile);
      squares.set(keyOf(square), square);
    }
    return [...squares.values()];
  }

  #isOwn(tile: TileAddress): boolean {
    const own = this.#own();
    return own !== null && holds(own, tile);
  }

  get #tileZoom(): number {
    return Math.round(this._map.getZoom());
  }

  /** Between two zooms tiles are shown smaller or larger: they are painted for just that size. */
  #followZoom(): void {
    const scale = 2 ** (this._map.getZoom() - this.#tileZoom);
    if (scale === this.#scale) return;
    this.#scale = scale;
    this.repaint();
  }

  #order(live: Live, what: Part | "all", urgent = false): void {
    const { tile } = live;
    live.drop();
    live.due = both(live.due, what);
    const part = live.due === "all" ? null : live.due;
    const zoom = this._map.getZoom();
    const shown = Math.abs(zoom - tile.z) <= 0.5 ? zoom : tile.z;
    const data = keyOf(this.squareOf(tile));
    const own = this.#isOwn(tile);
    const order = { tile, zoom: shown, ratio: devicePixelRatio || 1, own, part };
    const distance = urgent ? -1 : this.#distance(tile);
    live.drop = this.#painter.paint({ ...order, distance }, data, (picture) => {
      if (picture) {
        show(live.canvas, picture, live.due !== "all");
        live.due = null;
        this.fire("painted");
      }
      live.failed = picture === null;
      live.done(picture !== null);
      live.done = () => undefined;
      this.fire("orders");
    });
    this.fire("orders");
  }

  #distance({ z, x, y }: TileAddress): number {
    const middle = this._map.project(this._map.getCenter(), z);
    return Math.hypot((x + 0.5) * TILE - middle.x, (y + 0.5) * TILE - middle.y);
  }
}

const both = (one: Part | "all" | null, other: Part | "all"): Part | "all" => {
  if (one === null) return other;
  return one === "all" || other === "all" ? "all" : around(one, other);
};

/** `softly` where buildings have changed their colour, and nothing else. */
function show(canvas: HTMLCanvasElement, picture: Picture, softly: boolean): void {
  const { bitmap, left, top, side } = picture;
  const { width, height } = bitmap;
  if (canvas.width !== side) canvas.width = canvas.height = side;
  else if (softly) fadeFrom(canvas, { left, top, width, height });
  const brush = canvas.getContext("2d");
  brush?.clearRect(left, top, width, height);
  brush?.drawImage(bitmap, left, top);
  bitmap.close();
  // One that could not be read at first is hidden until now.
  canvas.classList.add("leaflet-tile-loaded");
}
