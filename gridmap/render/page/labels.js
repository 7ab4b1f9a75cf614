// The areas' labels: figure over target, moved off buildings, hidden where they do not fit.
"use strict";

const CELL = 6; // pixels of the raster that remembers what is covered

/** What is already covered on the screen, coarsely: 1 for a building, more for marks and labels. */
class Cover {
  constructor(size) {
    this.columns = Math.ceil(size.x / CELL) + 1;
    this.rows = Math.ceil(size.y / CELL) + 1;
    this.cells = new Uint8Array(this.columns * this.rows);
  }

  each(left, top, right, bottom, visit) {
    const from = Math.max(0, Math.floor(left / CELL));
    const to = Math.min(this.columns - 1, Math.floor(right / CELL));
    const last = Math.min(this.rows - 1, Math.floor(bottom / CELL));
    for (let row = Math.max(0, Math.floor(top / CELL)); row <= last; row++) {
      for (let column = from; column <= to; column++) visit(row * this.columns + column);
    }
  }

  put(left, top, right, bottom, weight) {
    this.each(left, top, right, bottom, (cell) => {
      if (this.cells[cell] < weight) this.cells[cell] = weight;
    });
  }

  /** How much a box would cover; Infinity where it would cover a mark or a label. */
  cost(left, top, right, bottom) {
    let sum = 0;
    this.each(left, top, right, bottom, (cell) => {
      sum += this.cells[cell] >= 8 ? Infinity : this.cells[cell];
    });
    return sum;
  }
}

gridmap.Cover = Cover;

gridmap.Labels = class {
  constructor(map, select) {
    this.map = map;
    this.select = select;
    this.made = new Map();
    this.pane = map.createPane("labels");
    this.pane.style.zIndex = 620;
    this.pane.classList.add("leaflet-zoom-hide");
  }

  /** Place the labels of `areas`; `names` are larger areas of which only the name is written. */
  place(areas, names, cover) {
    const corner = this.map.containerPointToLayerPoint([0, 0]);
    const view = gridmap.view(this.map, corner, this.map.getSize());
    for (const { element } of this.made.values()) element.hidden = true;
    const inView = (area) => area.middle && area.label && view.shows(area);
    const size = (area) => (area.east - area.west) * (area.south - area.north);
    const wanted = [
      ["figure", areas],
      ["name", names],
    ].flatMap(([kind, group]) =>
      group
        .filter(inView)
        .sort((a, b) => size(b) - size(a))
        .map((area) => ({ kind, area, label: this.label(kind, area) })),
    );
    // Measured together: one layout instead of one for each label.
    for (const { label } of wanted) label.width ??= label.element.offsetWidth;
    for (const { label } of wanted) label.height ??= label.element.offsetHeight;
    for (const { kind, area, label } of wanted) {
      const place = spot(view, area, label, cover, kind);
      if (!place) continue;
      cover.put(place.x - 2, place.y - 2, place.x + label.width + 2, place.y + label.height + 2, 9);
      L.DomUtil.setPosition(label.element, L.point(place).add(corner).round());
      label.element.hidden = false;
    }
  }

  label(kind, area) {
    const key = `${kind}${area.index}`;
    if (!this.made.has(key)) {
      const element = document.createElement(kind === "name" ? "div" : "button");
      element.className = `label ${kind}`;
      if (kind === "figure") {
        element.type = "button";
        element.addEventListener("click", () => this.select(area));
        L.DomEvent.disableClickPropagation(element);
        this.figure(element, area);
      } else {
        element.textContent = area.label;
        if (/^[\u3400-\u9fff]+$/.test(area.label)) element.classList.add("spaced");
      }
      element.hidden = true;
      this.pane.append(element);
      this.made.set(key, { element });
    }
    return this.made.get(key);
  }

  figure(element, area) {
    const first = document.createElement("span");
    first.append(area.label);
    element.append(first);
    if (area.target == null) return;
    const rate = document.createElement("b");
    rate.textContent = area.percent == null ? "—" : `${area.percent}%`;
    first.append(" ", rate);
    if (!area.target) return;
    const second = document.createElement("span");
    second.className = "of";
    second.textContent = `${gridmap.number(area.reached ?? 0)}/${gridmap.number(area.target)}`;
    element.append(second);
  }

  mark(area) {
    for (const [key, { element }] of this.made)
      element.classList.toggle("chosen", area != null && key === `figure${area.index}`);
  }
};

/**
 * The place within the area that covers the least; null where the label fits nowhere. A patch is so
 * small that its label would hide its buildings: there it has to find free ground.
 */
const spot = (view, area, { width, height }, cover, kind) => {
  const [mx, my] = gridmap.mercator(...area.middle);
  const [x, y] = [view.x(mx), view.y(my)];
  const wide = (area.east - area.west) * view.scale;
  const high = (area.south - area.north) * view.scale;
  const small = area.level === "patch" || area.level === "group";
  const slack = small ? 1 : 0.75;
  if (wide < width * slack || high < height * slack) return null;
  const cells = (width / CELL + 1) * (height / CELL + 1);
  let best = { cost: small ? cells * 0.3 : Infinity };
  const reach = kind === "name" ? 3 : 4;
  for (let i = -reach; i <= reach; i++) {
    for (let j = -reach; j <= reach; j++) {
      const [dx, dy] = [(i * wide) / (2.6 * reach), (j * high) / (2.6 * reach)];
      const [left, top] = [x + dx - width / 2, y + dy - height / 2];
      if (left < 4 || top < 4 || left + width > view.size.x - 4 || top + height > view.size.y - 4)
        continue;
      if (!gridmap.covers(area, mx + dx / view.scale, my + dy / view.scale)) continue;
      const cost = cover.cost(left, top, left + width, top + height) + Math.hypot(dx, dy) / 24;
      if (cost < best.cost) best = { x: left, y: top, cost };
    }
  }
  return best.x == null ? null : best;
};
