import type { Place } from "./contract.ts";
import type { Palette } from "./draw/palette.ts";
import { circle, circleMarker, type LayerGroup, type LeafletMap, layerGroup } from "./leaflet.ts";

/** Where one stands: a dot, and a ring as wide as the place may be off. */
export class OwnPlace {
  readonly #layer: LayerGroup;
  #shown: { place: Place; accuracy: number } | null = null;

  constructor(map: LeafletMap) {
    this.#layer = layerGroup().addTo(map);
  }

  show(place: Place | null, accuracy: number | undefined, palette: Palette): void {
    this.#shown = place && { place, accuracy: accuracy ?? 0 };
    this.recolour(palette);
  }

  recolour({ colours }: Palette): void {
    this.#layer.clearLayers();
    if (!this.#shown) return;
    const { place, accuracy } = this.#shown;
    const at: [number, number] = [place[1], place[0]];
    const plain = { pane: "me", interactive: false };
    if (accuracy > 0) {
      circle(at, {
        ...plain,
        radius: accuracy,
        color: colours.accent,
        weight: 1,
        opacity: 0.5,
        fillOpacity: 0.15,
      }).addTo(this.#layer);
    }
    circleMarker(at, {
      ...plain,
      radius: 8,
      color: colours.panel,
      weight: 2.5,
      fillColor: colours.accent,
      fillOpacity: 1,
    }).addTo(this.#layer);
  }
}
