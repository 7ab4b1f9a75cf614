import { PMTiles } from "pmtiles";
import { type Extent, STATUS } from "../contract.ts";
import { drawScene, type Look, type Scene } from "../draw/scene.ts";
import type { View } from "../draw/shapes.ts";
import {
  dataOf,
  EXTENT,
  FINEST_DATA,
  keyOf,
  type Part,
  type Square,
  type TileAddress,
  tileView,
  WORLD,
} from "./address.ts";
import { readAreaScene, runOut } from "./area-scene.ts";
import { decode } from "./decode.ts";
import { Kept } from "./Kept.ts";
import { Pieces } from "./Pieces.ts";
import type { FromPainter, PaintOrder, Picture, ToPainter } from "./protocol.ts";

/** Data tiles that are kept decoded. */
const KEPT = 64;
/** Tiles that are read at the same time. */
const READING = 6;

const CORNER: Part = { left: 0, top: 0, right: 1, bottom: 1 };

/** What a tile is painted from; a scene of its own runs out beyond its extent. */
interface Painted {
  readonly square: Square;
  readonly scene: Scene;
  readonly extent?: Extent;
}

type Answer = (message: FromPainter, transfer: Transferable[]) => void;

/** Paints canvas tiles away from the page's own thread, nearest to the middle first. */
export class Painter {
  readonly #answer: Answer;
  readonly #orders = new Map<number, PaintOrder>();
  /** Jobs whose ground is being read. */
  readonly #served = new Set<number>();
  #archive: PMTiles | null = null;
  #own: { readonly extent: Extent; readonly scene: Scene } | null = null;
  #scenes = new Kept<Promise<Scene>>(KEPT);
  #canvas: OffscreenCanvas | null = null;
  #statuses: Uint8Array = new Uint8Array();
  #look: Look = {
    palette: { colours: {} as Look["palette"]["colours"], font: "" },
    statuses: [],
    bands: new Map(),
    level: undefined,
    known: { anyStatus: false, anyArea: false },
    transparent: false,
  };

  constructor(answer: Answer) {
    this.#answer = answer;
  }

  take(message: ToPainter): void {
    switch (message.kind) {
      case "style":
        this.#look = { ...this.#look, palette: message.palette, transparent: message.transparent };
        break;
      case "tiles":
        this.#archive = message.url ? new PMTiles(new Pieces(message.url)) : null;
        this.#scenes = new Kept(KEPT);
        break;
      case "scene": {
        const { scene } = message;
        this.#own = scene && { extent: scene.extent, scene: readAreaScene(scene.layers) };
        break;
      }
      case "statuses":
        this.#statuses = message.all;
        this.#know({ anyStatus: message.all.some((status) => status !== STATUS.none) });
        break;
      case "changes":
        for (const [id, status] of message.pairs)
          if (id < this.#statuses.length) this.#statuses[id] = status;
        this.#know({ anyStatus: true });
        break;
      case "areas":
        this.#look = { ...this.#look, bands: message.bands, level: message.level };
        this.#know({ anyArea: message.anyArea });
        break;
      case "paint":
        this.#orders.set(message.job, message);
        this.#next();
        break;
      case "drop":
        this.#orders.delete(message.job);
        this.#served.delete(message.job);
    }
  }

  #know(known: Partial<Look["known"]>): void {
    this.#look = {
      ...this.#look,
      statuses: this.#statuses,
      known: { ...this.#look.known, ...known },
    };
  }

  #next(): void {
    while (this.#served.size < READING && this.#orders.size) {
      const orders = [...this.#orders.values()];
      const order = orders.reduce((a, b) => (b.distance < a.distance ? b : a));
      this.#orders.delete(order.job);
      this.#served.add(order.job);
      void this.#serve(order).finally(() => {
        this.#served.delete(order.job);
        this.#next();
      });
    }
  }

  async #serve(order: PaintOrder): Promise<void> {
    const { job, wanted } = order;
    try {
      const { square, scene, extent } = await this.#groundOf(order);
      await this.#breathe();
      // Nobody waits for it any more: the same tile has been ordered anew. What lies on the ground
      // there is sent all the same, with a corner for a picture: other tiles over it count on that.
      const gone = !this.#served.has(job);
      if (gone && !wanted) return;
      const picture = this.#paint(gone ? { ...order, part: CORNER } : order, square, scene, extent);
      const data = keyOf(square);
      this.#answer({ kind: "painted", job, picture, data, scene: wanted ? scene : null }, [
        picture.bitmap,
      ]);
    } catch (error) {
      if (this.#served.has(job)) this.#answer({ kind: "failed", job, message: String(error) }, []);
    }
  }

  /** The area's own scene where it reaches or where nothing else is to be had, tiles around it. */
  async #groundOf({ tile, own }: PaintOrder): Promise<Painted> {
    const around = this.#own && { square: WORLD, ...this.#own };
    if (around && (own || !this.#archive)) return around;
    const address = dataOf(tile);
    try {
      return { square: { ...address, extent: EXTENT }, scene: await this.#sceneOf(address) };
    } catch (error) {
      if (around) return around;
      throw error;
    }
  }

  /** Let messages in between two tiles: what is more urgent, and what is no longer wanted. */
  #breathe(): Promise<void> {
    const { port1, port2 } = new MessageChannel();
    return new Promise((resolve) => {
      port1.onmessage = () => resolve();
      port2.postMessage(null);
    });
  }

  #sceneOf(address: TileAddress): Promise<Scene> {
    const key = keyOf(address);
    const archive = this.#archive;
    const read = async () => {
      const tile = await archive?.getZxy(address.z, address.x, address.y);
      return decode(tile?.data, address.z === FINEST_DATA);
    };
    const scenes = this.#scenes;
    return scenes.take(key, () => {
      const reading = read();
      // What could not be read is asked for again the next time.
      reading.catch(() => scenes.drop(key));
      return reading;
    });
  }

  #paint(
    { tile, zoom, ratio, part }: PaintOrder,
    square: Square,
    scene: Scene,
    extent?: Extent,
  ): Picture {
    const whole = tileView(tile, square, zoom, ratio);
    const side = Math.round(whole.width * ratio);
    const exact = side / whole.width;
    const { left, top, right, bottom } = inDots(part, exact * 2 ** (zoom - tile.z), side);
    const [width, height] = [right - left, bottom - top];
    const view = cut(whole, left / exact, top / exact, width / exact, height / exact);
    this.#canvas ??= new OffscreenCanvas(width, height);
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    const brush = this.#canvas.getContext("2d");
    if (!brush) throw new Error("no canvas to paint on");
    brush.setTransform(exact, 0, 0, exact, 0, 0);
    drawScene(brush, view, scene, this.#look);
    if (extent && !this.#look.transparent) runOut(brush, view, this.#look.palette, extent);
    return { bitmap: this.#canvas.transferToImageBitmap(), left, top, side };
  }
}

/** A part of a tile in whole device pixels, or all of it. */
function inDots(part: Part | null, dots: number, side: number): Part {
  if (!part) return { left: 0, top: 0, right: side, bottom: side };
  const within = (at: number) => Math.max(0, Math.min(side, at));
  return {
    left: within(Math.floor(part.left * dots)),
    top: within(Math.floor(part.top * dots)),
    right: within(Math.ceil(part.right * dots)),
    bottom: within(Math.ceil(part.bottom * dots)),
  };
}

/** A piece of a sheet as a sheet of its own. */
const cut = (view: View, left: number, top: number, width: number, height: number): View => ({
  ...view,
  left: view.left + left,
  top: view.top + top,
  worldLeft: view.worldLeft + left,
  worldTop: view.worldTop + top,
  width,
  height,
});
