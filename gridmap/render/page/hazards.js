// Hazards: a rounded triangle with one character, larger and with a clock when it is overdue; several
// in one place are a disc with the worst of them and the count.
"use strict";

const SEVERITY = ["", "minor", "serious", "severe"];
const APART_FROM = 16;
const NEAR = 50; // pixels
const SIZES = { one: 32, overdue: 36.5, several: 50 }; // pixels; overdue 14 % larger

const SVG = "http://www.w3.org/2000/svg";

const draw = (parent, name, attributes, text) => {
  const element = document.createElementNS(SVG, name);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  if (text) element.textContent = text;
  parent.append(element);
  return element;
};

gridmap.hazardIcon = (hazard) => {
  const box = document.createElement("div");
  const size = hazard.overdue ? SIZES.overdue : SIZES.one;
  const svg = draw(box, "svg", {
    viewBox: "0 0 32 32",
    width: size,
    height: size,
    "aria-hidden": "true",
  });
  const triangle = { d: "M16 4.2 29 27H3Z", "stroke-linejoin": "round" };
  draw(svg, "path", { ...triangle, class: "halo" });
  draw(svg, "path", { ...triangle, class: "edge" });
  if (hazard.severity === "severe" && !hazard.handled)
    draw(svg, "path", { ...triangle, class: "gap" });
  draw(svg, "path", { ...triangle, class: "face" });
  draw(svg, "text", { x: 16, y: 24.4, "text-anchor": "middle" }, hazard.mark);
  if (hazard.overdue) {
    draw(svg, "circle", { cx: 28, cy: 6, r: 5.6, class: "clock" });
    draw(svg, "path", { d: "M28 3v3.2h2.4", class: "hands" });
  }
  const states = { handled: hazard.handled, overdue: hazard.overdue };
  const looks = ["hazard", hazard.severity, ...Object.keys(states).filter((name) => states[name])];
  box.className = looks.filter(Boolean).join(" ");
  return box;
};

const clusterIcon = (worst, count) => {
  const disc = document.createElement("div");
  disc.className = "hazard-cluster";
  const number = document.createElement("span");
  number.className = "count";
  number.textContent = gridmap.number(count);
  disc.append(gridmap.hazardIcon(worst), number);
  return disc;
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
      const several = group.length > 1;
      const what = worst.overdue ? `${worst.what} · ${this.words.overdue}` : worst.what;
      const title = several
        ? gridmap.say(this.words.hazards_here, { count: group.length, what })
        : what;
      const size = SIZES[several ? "several" : worst.overdue ? "overdue" : "one"];
      // A triangle stands on its place by its middle, a disc by its centre.
      const middle = several ? size / 2 : size * 0.6;
      const icon = L.divIcon({
        html: several ? clusterIcon(worst, group.length) : gridmap.hazardIcon(worst),
        className: "hazard-place",
        iconSize: [size, size],
        iconAnchor: [size / 2, middle],
      });
      const at = this.map.layerPointToLatLng(group.at);
      L.marker(at, { icon, pane: "marks", alt: title, title, keyboard: true, riseOnHover: true })
        .on("click keypress", () => this.show(group, at))
        .addTo(this.layer);
      const p = this.map.latLngToContainerPoint(at);
      const clock = !several && worst.overdue ? 4 : 0;
      cover.put(
        p.x - size / 2,
        p.y - middle - clock,
        p.x + size / 2 + clock,
        p.y + size - middle,
        8,
      );
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

const weight = (hazard) =>
  (hazard.handled ? 0 : hazard.overdue ? 20 : 10) + SEVERITY.indexOf(hazard.severity ?? "");
