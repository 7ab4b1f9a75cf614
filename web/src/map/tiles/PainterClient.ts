import type { Scene } from "../draw/scene.ts";
import { Kept } from "./Kept.ts";
import type { FromPainter, PaintOrder, Picture, ToPainter } from "./protocol.ts";

/** Scenes that the page keeps for pressing, pointing and labels. */
const KEPT = 64;

const start = () => new Worker(new URL("./painter.worker.ts", import.meta.url), { type: "module" });

let ready: Worker | null = null;

/** Start a painter's thread before there is a map: it takes as long as asking what to show. */
export function prepare(): void {
  ready ??= start();
}

export type Painted = (picture: Picture | null) => void;

/** The page's side of the painter: orders tiles, and keeps the scenes under them. */
export class PainterClient {
  readonly #waiting = new Map<number, { painted: Painted; data: string }>();
  readonly #scenes = new Kept<Scene>(KEPT);
  #asked = new Set<string>();
  #worker: Worker | null = null;
  #jobs = 0;

  /** Say something to the painter; its thread begins with the first word. */
  tell(message: ToPainter): void {
    if (!this.#worker) {
      this.#worker = ready ?? start();
      ready = null;
      this.#worker.onmessage = ({ data }: MessageEvent<FromPainter>) => this.#hear(data);
    }
    if (message.kind === "tiles" || message.kind === "scene") {
      this.#scenes.clear();
      this.#asked = new Set();
    }
    this.#worker.postMessage(message);
  }

  /** Order a tile over the data at `data`; gives what drops the order again. */
  paint(
    order: Omit<PaintOrder, "kind" | "job" | "wanted">,
    data: string,
    painted: Painted,
  ): () => void {
    const job = ++this.#jobs;
    const wanted = !this.#scenes.has(data) && !this.#asked.has(data);
    if (wanted) this.#asked.add(data);
    this.#waiting.set(job, { painted, data });
    this.tell({ kind: "paint", job, wanted, ...order });
    return () => {
      if (!this.#waiting.delete(job)) return;
      if (wanted) this.#asked.delete(data);
      this.tell({ kind: "drop", job });
    };
  }

  /** What lies in a square of the data, once a tile over it has been painted. */
  scene(data: string): Scene | undefined {
    return this.#scenes.get(data);
  }

  /** Whether nothing that was ordered is still to come. */
  get idle(): boolean {
    return this.#waiting.size === 0;
  }

  end(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#waiting.clear();
  }

  #hear(message: FromPainter): void {
    const waiting = this.#waiting.get(message.job);
    this.#waiting.delete(message.job);
    if (message.kind === "failed") {
      if (waiting) this.#asked.delete(waiting.data);
      waiting?.painted(null);
      return;
    }
    if (message.scene) {
      this.#asked.delete(message.data);
      this.#scenes.put(message.data, message.scene);
    }
    if (waiting) waiting.painted(message.picture);
    else message.picture.bitmap.close();
  }
}
