/** The one door to Leaflet. */
import {
  Control,
  type Coords,
  circle,
  circleMarker,
  control,
  DomEvent,
  DomUtil,
  divIcon,
  GridLayer,
  LatLng,
  type LayerGroup,
  Map as LeafletMap,
  latLng,
  layerGroup,
  marker,
  point,
  popup,
  Renderer,
  TileLayer,
} from "leaflet";

export type { Coords, LayerGroup };
/** Leaflet's scale bar. */
export const { Scale } = Control;

export {
  circle,
  circleMarker,
  control,
  DomEvent,
  DomUtil,
  divIcon,
  GridLayer,
  LatLng,
  LeafletMap,
  latLng,
  layerGroup,
  marker,
  point,
  popup,
  Renderer,
  TileLayer,
};
