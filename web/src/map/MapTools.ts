import type { Extent, Insets, Place } from "./contract.ts";
import type { Box } from "./insets.ts";
import type { LeafletMap } from "./leaflet.ts";
import type { Ground, Pixel } from "./tools/ground.ts";

/** What the map tells the tools when its colours are others. */
const RECOLOURED = "recoloured";
/** What the tools tell the map when other boxes of it are theirs. */
export const COVERED = "covered";

/** What the drawing tools ask of the map under them. */
export class MapTools implements Ground {
  readonly #map: LeafletMap;
  readonly insets: () => Insets;
  readonly #clear = new Set<() => readonly Box[]>();
  #holds = 0;

  constructor(map: LeafletMap, insets: () => Insets) {
    this.#map = map;
    this.insets = insets;
  }

  /** What the tools have put on the map that is not to be written under. */
  get boxes(): readonly Box[] {
    return [...this.#clear].flatMap((boxes) => boxes());
  }

  get container(): HTMLElement {
    return this.#map.getContainer();
  }

  /** Whether a tool has the pointer: then the map neither picks nor points. */
  get held(): boolean {
    return this.#holds > 0;
  }

  pixel([lon, lat]: Place): Pixel {
    const { x, y } = this.#map.latLngToContainerPoint([lat, lon]);
    return { x, y };
  }

  place({ x, y }: Pixel): Place {
    const { lat, lng } = this.#map.containerPointToLatLng([x, y]);
    return [lng, lat];
  }

  seen(): Extent {
    const bounds = this.#map.getBounds();
    return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  }

  watch(listener: (state: "moving" | "still") => void): () => void {
    // While it runs to another zoom the map also tells of steps, but nothing is in its place.
    let zooming = false;
    const start = () => {
      zooming = true;
      listener("moving");
    };
    const end = () => {
      zooming = false;
      listener("still");
    };
    const step = () => {
      if (!zooming) listener("still");
    };
    const steps = `move moveend viewreset resize ${RECOLOURED}`;
    this.#map.on("zoomstart", start).on("zoomend", end).on(steps, step);
    return () => {
      this.#map.off("zoomstart", start).off("zoomend", end).off(steps, step);
    };
  }

  /** The theme has changed. */
  recolour(): void {
    this.#map.fire(RECOLOURED);
  }

  pane(name: string, above: number): HTMLElement {
    const pane = this.#map.getPane(name) ?? this.#map.createPane(name);
    pane.style.zIndex = String(above);
    pane.style.pointerEvents = "none";
    return pane;
  }

  origin(): Pixel {
    const { x, y } = this.#map.layerPointToContainerPoint([0, 0]);
    return { x, y };
  }

  keepClear(boxes: () => readonly Box[]): () => void {
    this.#clear.add(boxes);
    this.#map.fire(COVERED);
    return () => {
      this.#clear.delete(boxes);
      this.#map.fire(COVERED);
    };
  }

  /** While a tool has the pointer, what it covers is no stop for the keyboard either. */
  #keepKeys(): void {
    this.container.classList.toggle("held", this.held);
    for (const name of ["marks", "labels"]) {
      const pane = this.#map.getPane(name);
      if (pane) pane.inert = this.held;
    }
  }

  hold(): () => void {
    this.#holds += 1;
    this.#keepKeys();
    // Two presses end a drawing; the hand still pans the map under it.
    this.#map.doubleClickZoom?.disable();
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#holds -= 1;
      this.#keepKeys();
      if (!this.held) this.#map.doubleClickZoom?.enable();
    };
  }
}
