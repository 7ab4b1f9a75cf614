// Hazards: a rounded triangle with one character; several in one place show the worst and a count.
"use strict";

const SEVERITY = ["", "minor", "serious", "severe"];
const APART_FROM = 16;
const NEAR = 42; // pixels

const SVG = "http://www.w3.org/2000/svg";

const draw = (parent, name, attributes, text) => {
  const element = document.createElementNS(SVG, name);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  if (text) element.textContent = text;
  parent.append(element);
  return element;
};

gridmap.hazardIcon = (hazard, count = 1) => {
  const box = document.createElement("div");
  const svg = draw(box, "svg", {
    viewBox: "0 0 32 32",
    width: 32,
    height: 32,
    "aria-hidden": "true",
  });
  const triangle = { d: "M16 4.2 29 27H3Z", "stroke-linejoin": "round" };
  draw(svg, "path", { ...triangle, class: "halo" });
  draw(svg, "path", { ...triangle, class: "edge" });
  if (hazard.severity === "severe" && !hazard.handled)
    draw(svg, "path", { ...triangle, class: "gap" });
  draw(svg, "path", { ...triangle, class: "face" });
  draw(svg, "text", { x: 16, y: 24.4, "text-anchor": "middle" }, hazard.mark);
  if (count > 1) {
    const badge = document.createElement("span");
    badge.className = "count";
    badge.textContent = gridmap.number(count);
    box.append(badge);
  }
  box.className = `hazard${hazard.handled ? " handled" : ""} ${hazard.severity ?? ""}`;
  return box;
};

gridmap.Hazards = class {
  constructor(map, hazards, words, show) {
    Object.assign(this, { map, hazards, words, show });
    this.layer = L.layerGroup().addTo(map);
    map.createPane("marks").style.zIndex = 600;
  }

  /** Put the marks on the map and tell `cover` where they are. */
  place(cover) {
    this.layer.clearLayers();
    for (const group of this.groups()) {
      const worst = group.reduce((a, b) => (weight(b) > weight(a) ? b : a));
      const title =
        group.length > 1
          ? gridmap.say(this.words.hazards_here, { count: group.length, what: worst.what })
          : worst.what;
      const icon = L.divIcon({
        html: gridmap.hazardIcon(worst, group.length),
        className: "hazard-place",
        iconSize: [32, 32],
        iconAnchor: [16, 19],
      });
      const at = this.map.layerPointToLatLng(group.at);
      L.marker(at, { icon, pane: "marks", alt: title, title, keyboard: true, riseOnHover: true })
        .on("click keypress", () => this.show(group, at))
        .addTo(this.layer);
      const p = this.map.latLngToContainerPoint(at);
      cover.put(p.x - 15, p.y - 18, p.x + 15, p.y + 12, 8);
    }
  }

  groups() {
    const scale = 256 * 2 ** this.map.getZoom();
    const origin = this.map.getPixelOrigin();
    const apart = this.map.getZoom() >= APART_FROM;
    const near = apart ? 6 : NEAR;
    const groups = [];
    for (const hazard of this.hazards) {
      if (!hazard.rings.length || (hazard.handled && !apart)) continue; // from afar only what is open
      const at = L.point(hazard.rings[0][0] * scale, hazard.rings[0][1] * scale).subtract(origin);
      const group = groups.find((other) => other.at.distanceTo(at) < near);
      if (group) group.push(hazard);
      else groups.push(Object.assign([hazard], { at }));
    }
    return groups;
  }
};

const weight = (hazard) => (hazard.handled ? 0 : 10) + SEVERITY.indexOf(hazard.severity ?? "");
