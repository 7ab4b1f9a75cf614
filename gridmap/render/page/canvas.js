// A sheet of the map painted by a function: Leaflet moves it, `paint` fills it, over what was there.
"use strict";

gridmap.Canvas = L.Renderer.extend({
  initialize(paint, options) {
    L.Renderer.prototype.initialize.call(this, options);
    this._paint = paint;
  },

  _initContainer() {
    this._container = document.createElement("canvas");
    this._container.setAttribute("aria-hidden", "true");
  },

  _destroyContainer() {
    this._container.remove();
    delete this._container;
  },

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    const size = this._bounds.getSize();
    L.DomUtil.setPosition(this._container, this._bounds.min);
    const ratio = window.devicePixelRatio || 1;
    this._container.width = Math.round(ratio * size.x);
    this._container.height = Math.round(ratio * size.y);
    this._container.style.width = `${size.x}px`;
    this._container.style.height = `${size.y}px`;
    this.repaint();
    this.fire("update");
  },

  repaint() {
    if (!this._container) return;
    const size = this._bounds.getSize();
    const brush = this._container.getContext("2d");
    const ratio = window.devicePixelRatio || 1;
    brush.setTransform(ratio, 0, 0, ratio, 0, 0);
    this._paint(brush, gridmap.view(this._map, this._bounds.min, size));
  },
});

/** How the world lies under a sheet whose corner is at layer point `corner`. */
gridmap.view = (map, corner, size) => {
  const zoom = map.getZoom();
  const scale = 256 * 2 ** zoom;
  const origin = map.getPixelOrigin().add(corner);
  return {
    zoom,
    scale,
    size,
    x: (x) => x * scale - origin.x,
    y: (y) => y * scale - origin.y,
    shows: (f) =>
      f.east * scale >= origin.x &&
      f.west * scale <= origin.x + size.x &&
      f.south * scale >= origin.y &&
      f.north * scale <= origin.y + size.y,
    origin,
  };
};

/** Trace a feature's rings (or lines, when not `closed`) into the brush's path. */
gridmap.trace = (brush, view, feature, closed = true) => {
  const { scale, origin } = view;
  for (const ring of feature.rings) {
    brush.moveTo(ring[0] * scale - origin.x, ring[1] * scale - origin.y);
    for (let i = 2; i < ring.length; i += 2) {
      brush.lineTo(ring[i] * scale - origin.x, ring[i + 1] * scale - origin.y);
    }
    if (closed) brush.closePath();
  }
};

/** Trace many features and hand each handful to `ink`: one path of many rings is slow to fill. */
gridmap.traceAll = (brush, view, features, ink, closed = true) => {
  for (let from = 0; from < features.length; from += 40) {
    brush.beginPath();
    for (const feature of features.slice(from, from + 40))
      gridmap.trace(brush, view, feature, closed);
    ink();
  }
};

/** The colour of a token, as the page's style sheet has it now. */
gridmap.colours = () => {
  const style = getComputedStyle(document.documentElement);
  const known = {};
  return (token) => (known[token] ??= style.getPropertyValue(`--${token}`).trim());
};
