import type { Extent } from "../contract.ts";
import { type Coords, GridLayer } from "../leaflet.ts";
import { dataOf, EXTENT, keyOf, type Square, TILE, type TileAddress, WORLD } from "./address.ts";
import { holds } from "./area-scene.ts";
import type { PainterClient } from "./PainterClient.ts";

interface Live {
  readonly tile: TileAddress;
  readonly canvas: HTMLCanvasElement;
  drop: () => void;
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
      done: (painted) => done(painted ? undefined : new Error("not read"), canvas),
      failed: false,
    };
    this.#live.set(canvas, live);
    this.#order(live);
    return canvas;
  }

  /** Paint again what is shown; only tiles that `concerned` names, and those before all others. */
  repaint(concerned?: (square: Square, tile: TileAddress) => boolean): void {
    for (const live of this.#live.values()) {
      if (concerned && !concerned(this.squareOf(live.tile), live.tile)) continue;
      this.#order(live, concerned !== undefined);
    }
  }

  /** Try tiles again that could not be read. */
  repaintFailed(): void {
    for (const live of this.#live.values()) if (live.failed) this.#order(live);
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

  #order(live: Live, urgent = false): void {
    const { tile, canvas } = live;
    live.drop();
    const zoom = this._map.getZoom();
    const shown = Math.abs(zoom - tile.z) <= 0.5 ? zoom : tile.z;
    const data = keyOf(this.squareOf(tile));
    const own = this.#isOwn(tile);
    const order = { tile, zoom: shown, ratio: devicePixelRatio || 1, own };
    const distance = urgent ? -1 : this.#distance(tile);
    live.drop = this.#painter.paint({ ...order, distance }, data, (bitmap) => {
      if (bitmap) {
        canvas.width = bitmap.width;
        canvas.height = bitmap.height;
        canvas.getContext("bitmaprenderer")?.transferFromImageBitmap(bitmap);
        // One that could not be read at first is hidden until now.
        canvas.classList.add("leaflet-tile-loaded");
        this.fire("painted");
      }
      live.failed = bitmap === null;
      live.done(bitmap !== null);
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
