// What stands on the map, read from the page's packed layers.
"use strict";

const gridmap = {};

/** Web Mercator, the whole world from 0 to 1. */
gridmap.mercator = (lon, lat) => {
  const phi = (Math.max(-85.05, Math.min(85.05, lat)) * Math.PI) / 180;
  return [(lon + 180) / 360, 0.5 - Math.log(Math.tan(Math.PI / 4 + phi / 2)) / (2 * Math.PI)];
};

/**
 * Unpack a layer: one object for each feature, with its values, its `rings` (flat arrays of
 * x, y) and the box around them. `layer.geometry` counts its steps in `steps` a degree.
 */
gridmap.features = (layer, steps) => {
  if (!layer) return [];
  const { geometry, ...columns } = layer;
  const { xy, vertices, pieces } = geometry;
  let lon = 0,
    lat = 0,
    at = 0,
    piece = 0;
  return pieces.map((count, index) => {
    const feature = { index, rings: [], west: 2, north: 2, east: -1, south: -1 };
    for (const name in columns) feature[name] = columns[name][index];
    for (const end = piece + count; piece < end; piece++) {
      const ring = new Float64Array(2 * vertices[piece]);
      for (let i = 0; i < ring.length; i += 2) {
        lon += xy[at++];
        lat += xy[at++];
        const [x, y] = gridmap.mercator(lon / steps, lat / steps);
        ring[i] = x;
        ring[i + 1] = y;
        if (x < feature.west) feature.west = x;
        if (x > feature.east) feature.east = x;
        if (y < feature.north) feature.north = y;
        if (y > feature.south) feature.south = y;
      }
      feature.rings.push(ring);
    }
    return feature;
  });
};

/** Does the feature cover the point x, y? Even-odd, so that holes are outside. */
gridmap.covers = (feature, x, y) => {
  if (x < feature.west || x > feature.east || y < feature.north || y > feature.south) return false;
  let inside = false;
  for (const ring of feature.rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const above = ring[i + 1] > y;
      if (above === ring[j + 1] > y) continue;
      const cross =
        ring[i] + ((y - ring[i + 1]) / (ring[j + 1] - ring[i + 1])) * (ring[j] - ring[i]);
      if (x < cross) inside = !inside;
    }
  }
  return inside;
};

/** Put facts into a sentence: `{name}` is replaced, numbers are grouped as the reader does. */
gridmap.say = (sentence, facts) =>
  sentence.replace(/\{(\w+)\}/g, (_, name) => gridmap.number(facts[name]));

gridmap.number = (value) =>
  typeof value === "number" ? value.toLocaleString(document.documentElement.lang) : String(value);
