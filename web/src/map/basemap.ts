import { toGcj02 } from "../domain/datum.ts";
import type { Basemap } from "./contract.ts";
import { type LatLng, latLng, TileLayer } from "./leaflet.ts";

/** Somebody else's tiles under the ground. */
export function basemapLayer({ url, datum, attribution }: Basemap): TileLayer {
  const options = { pane: "basemap", attribution, maxZoom: 21, maxNativeZoom: 18 };
  return datum === "gcj02" ? new ShiftedTiles(url, options) : new TileLayer(url, options);
}

/** Milliseconds after which tiles that neither come nor fail count as not answering. */
const PATIENCE = 5_000;
/** After so many more it is asked again. */
const AGAIN = 30_000;

/**
 * Listen whether somebody else's tiles come: they do while any of them lies on the map. Gives what
 * stops listening.
 */
export function listenToBasemap(layer: TileLayer, tell: (comes: boolean) => void): () => void {
  const here = new Set<HTMLElement>();
  let comes = true;
  let timer = 0;
  const wait = (milliseconds: number, then: () => void) => {
    clearTimeout(timer);
    timer = window.setTimeout(then, milliseconds);
  };
  const settle = () => {
    clearTimeout(timer);
    if (!here.size) wait(AGAIN, () => layer.redraw());
    if (comes === here.size > 0) return;
    comes = !comes;
    tell(comes);
  };
  layer.on("loading", () => wait(PATIENCE, settle));
  layer.on("tileload", ({ tile }: { tile: HTMLElement }) => {
    here.add(tile);
    settle();
  });
  layer.on("tileunload", ({ tile }: { tile: HTMLElement }) => here.delete(tile));
  layer.on("load", settle);
  return () => clearTimeout(timer);
}

/** What Leaflet's tile layers keep to themselves: which tiles they want, and where they put them. */
interface Inner {
  _getTiledPixelBounds(center: LatLng): unknown;
  _setZoomTransform(level: unknown, center: LatLng, zoom: number): void;
}
const inner = TileLayer.prototype as unknown as Inner;

/**
 * Tiles of Chinese web maps, whose places are moved by some hundred metres: the layer wants the tiles
 * around the shifted middle of the map, and puts them as if that were the middle. Across a window
 * the shift itself differs by less than a pixel.
 */
class ShiftedTiles extends TileLayer {
  _getTiledPixelBounds(center: LatLng): unknown {
    return inner._getTiledPixelBounds.call(this as unknown as Inner, shifted(center));
  }

  _setZoomTransform(level: unknown, center: LatLng, zoom: number): void {
    inner._setZoomTransform.call(this as unknown as Inner, level, shifted(center), zoom);
  }
}

function shifted({ lat, lng }: LatLng): LatLng {
  const [lon, moved] = toGcj02([lng, lat]);
  return latLng(moved, lon);
}
