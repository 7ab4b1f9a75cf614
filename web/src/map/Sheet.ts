import type { Brush } from "./draw/shapes.ts";
import type { Frame } from "./frame.ts";
import { frameOf } from "./frame.ts";
import { DomUtil, type LeafletMap, Renderer } from "./leaflet.ts";

/** Fills a sheet; tells whether there is anything on it. */
export type Paint = (brush: Brush, frame: Frame) => boolean;

/** What Leaflet's renderers keep to themselves, as far as a sheet needs it. */
interface Inner {
  _map: LeafletMap & { _animatingZoom?: boolean };
  _bounds?: { min: { x: number; y: number }; getSize(): { x: number; y: number } };
  _container?: HTMLCanvasElement;
}

/** A sheet over the map, filled by a function: Leaflet moves it, `paint` fills it at every rest. */
export class Sheet extends Renderer {
  readonly #paint: Paint;
  readonly #waits: boolean;
  #asked = false;

  /** One that `waits` moves along with the map and is filled anew only when it is asked to be. */
  constructor(paint: Paint, { pane, waits = false }: { pane: string; waits?: boolean }) {
    super({ padding: 0.2, pane });
    this.#paint = paint;
    this.#waits = waits;
  }

  _initContainer(): void {
    const canvas = document.createElement("canvas");
    canvas.setAttribute("aria-hidden", "true");
    this.#inner._container = canvas;
  }

  _destroyContainer(): void {
    this.#inner._container?.remove();
    delete this.#inner._container;
  }

  _update(): void {
    const inner = this.#inner;
    if (inner._bounds && (inner._map._animatingZoom || (this.#waits && !this.#asked))) return;
    // biome-ignore lint/complexity/useLiteralKeys: not among the types that Leaflet shows.
    (Renderer.prototype as unknown as { _update(): void })["_update"].call(this);
    const { _bounds: bounds, _container: canvas } = inner;
    if (!bounds || !canvas) return;
    const size = bounds.getSize();
    DomUtil.setPosition(canvas, bounds.min as never);
    const ratio = window.devicePixelRatio || 1;
    canvas.width = Math.round(ratio * size.x);
    canvas.height = Math.round(ratio * size.y);
    canvas.style.width = `${size.x}px`;
    canvas.style.height = `${size.y}px`;
    this.#fill();
    this.fire("update");
  }

  /** Fill the sheet anew. */
  repaint(): void {
    if (!this.#waits) {
      this.#fill();
      return;
    }
    if (!this.#inner._container) return;
    this.#asked = true;
    this._update();
    this.#asked = false;
  }

  #fill(): void {
    const { _map: map, _bounds: bounds, _container: canvas } = this.#inner;
    const brush = canvas?.getContext("2d");
    if (!bounds || !canvas || !brush) return;
    const ratio = window.devicePixelRatio || 1;
    brush.setTransform(ratio, 0, 0, ratio, 0, 0);
    const size = bounds.getSize();
    brush.clearRect(0, 0, size.x, size.y);
    const filled = this.#paint(brush, frameOf(map, bounds.min, size));
    // An empty sheet would still be laid over all that is below it, in every frame.
    canvas.style.visibility = filled ? "" : "hidden";
  }

  get #inner(): Inner {
    return this as unknown as Inner;
  }
}
