import { basemapLayer, listenToBasemap } from "./basemap.ts";
import type { MapOptions } from "./contract.ts";
import type { Box } from "./insets.ts";
import { control, type LeafletMap } from "./leaflet.ts";
import { scaleOf } from "./Scale.ts";

/** Pixels that the foot may always take: attribution has to be read. */
const LEAST = 120;

/** Scale and attribution, always legible beside the panels, and the base map that they belong to. */
export class Furniture {
  readonly #box = document.createElement("div");
  readonly #options: MapOptions;
  readonly #note = document.createElement("p");
  /** What it takes of the map, in the map's pixels. */
  box: Box = { left: 0, top: 0, right: 0, bottom: 0 };
  /** Whether another map lies below, and its tiles come. */
  based: boolean;
  /** Stop listening to it. */
  end: () => void = () => {};

  /** `rebased` hears when `based` has changed. */
  constructor(map: LeafletMap, options: MapOptions, rebased: () => void) {
    this.#options = options;
    this.based = options.basemap !== null;
    this.#note.className = "map-note";
    this.#note.setAttribute("role", "status");
    this.#box.className = "map-foot";
    const scale = scaleOf(map, options.words.metres ?? plainMetres);
    const attribution = control.attribution({ prefix: false });
    const line = attribution.addTo(map).getContainer();
    if (options.words.attribution) attribution.addAttribution(escaped(options.words.attribution));
    const keys = document.createElement("p");
    keys.className = "map-note map-keys";
    // Read out with the map's name already.
    keys.setAttribute("aria-hidden", "true");
    keys.textContent = options.words.keys ?? "";
    const parts = [keys, scale, this.#note, line];
    this.#box.append(...parts.filter((part) => part !== undefined));
    map.getContainer().append(this.#box);
    if (options.basemap) {
      const attributed = { ...options.basemap, attribution: escaped(options.basemap.attribution) };
      const below = basemapLayer(attributed);
      this.end = listenToBasemap(below, (comes) => {
        this.based = comes;
        this.#note.textContent = comes ? "" : (options.words.basemapGone ?? "");
        this.arrange();
        rebased();
      });
      map.addLayer(below);
    }
    this.arrange();
  }

  /** Stand in the lower left corner of what no panel covers, no wider than that is. */
  arrange(): void {
    const { left, right, bottom, bottomLeft } = this.#options.insets();
    const free = bottomLeft || (this.#box.parentElement?.clientWidth ?? 0) - right;
    this.#box.style.left = `${left + 12}px`;
    this.#box.style.bottom = `${bottom + 8}px`;
    this.#box.style.maxWidth = `${Math.max(LEAST, free - left - 24)}px`;
    const { offsetLeft, offsetTop, offsetWidth, offsetHeight } = this.#box;
    this.box = {
      left: offsetLeft,
      top: offsetTop,
      right: offsetLeft + offsetWidth,
      bottom: offsetTop + offsetHeight,
    };
  }
}

const plainMetres = (metres: number): string =>
  metres < 1000 ? `${metres} m` : `${metres / 1000} km`;

/** Leaflet takes attributions as markup. */
function escaped(text: string): string {
  const span = document.createElement("span");
  span.textContent = text;
  return span.innerHTML;
}
