import { basemapLayer } from "./basemap.ts";
import type { MapOptions } from "./contract.ts";
import type { Box } from "./insets.ts";
import { control, type LeafletMap } from "./leaflet.ts";
import { scaleOf } from "./Scale.ts";

/** Scale and attribution, always legible beside the panels, and the base map that they belong to. */
export class Furniture {
  readonly #box = document.createElement("div");
  readonly #options: MapOptions;
  /** What it takes of the map, in the map's pixels. */
  box: Box = { left: 0, top: 0, right: 0, bottom: 0 };

  constructor(map: LeafletMap, options: MapOptions) {
    this.#options = options;
    this.#box.className = "map-foot";
    const scale = scaleOf(map, options.words.metres ?? plainMetres);
    const attribution = control.attribution({ prefix: false });
    const line = attribution.addTo(map).getContainer();
    if (options.words.attribution) attribution.addAttribution(escaped(options.words.attribution));
    if (options.basemap)
      map.addLayer(
        basemapLayer({ ...options.basemap, attribution: escaped(options.basemap.attribution) }),
      );
    this.#box.append(...[scale, line].filter((part) => part !== undefined));
    map.getContainer().append(this.#box);
    this.arrange();
  }

  /** Stand in the lower left corner of what no panel covers. */
  arrange(): void {
    const { left, bottom } = this.#options.insets();
    this.#box.style.left = `${left + 12}px`;
    this.#box.style.bottom = `${bottom + 8}px`;
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
