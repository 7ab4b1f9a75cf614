// Buildings: untouched solid, partly hatched, done hollow, the rest part of the ground.
"use strict";

const NARROW = 9; // pixels under which a hatch is only noise

/**
 * Which statuses are drawn: from 14 what is untouched, from 16 everything; further out the areas
 * speak for their buildings, where there are areas.
 */
gridmap.statusesAt = (zoom, { anyStatus, anyArea }) => {
  if (zoom >= 16) return "updn";
  if (zoom < 14 && anyArea) return "";
  return anyStatus ? "u" : "n";
};

gridmap.drawBuildings = (brush, view, colour, buildings, status) => {
  const pointSize = Math.max(2.5, Math.min(7, (view.zoom - 12) * 1.1));
  const surface = [];
  const points = [];
  for (const building of buildings) {
    if (building.status !== status || !view.shows(building)) continue;
    (building.rings[0].length > 4 ? surface : points).push(building);
  }
  const ink = INKS[status];
  if (status === "p") {
    const wide = (f) => Math.min(f.east - f.west, f.south - f.north) * view.scale >= NARROW;
    const hatch = hatching(brush, view, colour);
    ink(brush, view, colour, surface.filter(wide), hatch);
    ink(
      brush,
      view,
      colour,
      surface.filter((f) => !wide(f)),
      colour("work-half"),
    );
  } else {
    ink(brush, view, colour, surface);
  }
  for (const point of points) drawPoint(brush, view, colour, point, pointSize);
};

const INKS = {
  n: (brush, view, colour, shown) =>
    outlined(brush, view, shown, colour("other"), colour("other-edge")),
  d: (brush, view, colour, shown) =>
    outlined(brush, view, shown, colour("done"), colour("done-edge")),
  p(brush, view, colour, shown, fill) {
    brush.strokeStyle = colour("work");
    brush.lineWidth = 1;
    gridmap.traceAll(brush, view, shown, () => {
      brush.fillStyle = colour("done");
      brush.fill("evenodd");
      brush.fillStyle = fill;
      brush.fill("evenodd");
      brush.stroke();
    });
  },
  u(brush, view, colour, shown) {
    brush.fillStyle = colour("work");
    brush.strokeStyle = colour("done");
    brush.lineWidth = view.zoom < 15 ? 0.8 : 1.8;
    brush.lineJoin = "miter";
    if (view.zoom >= 14.5) gridmap.traceAll(brush, view, shown, () => brush.stroke());
    gridmap.traceAll(brush, view, shown, () => brush.fill("evenodd"));
  },
};

const outlined = (brush, view, shown, fill, edge) => {
  brush.fillStyle = fill;
  brush.strokeStyle = edge;
  brush.lineWidth = 1;
  gridmap.traceAll(brush, view, shown, () => {
    brush.fill("evenodd");
    brush.stroke();
  });
};

const drawPoint = (brush, view, colour, { rings, status }, size) => {
  brush.beginPath();
  brush.arc(view.x(rings[0][0]), view.y(rings[0][1]), size, 0, 2 * Math.PI);
  brush.lineWidth = status === "u" ? 1.8 : 1.2;
  brush.strokeStyle = colour({ u: "done", p: "work", d: "done-edge", n: "other-edge" }[status]);
  brush.fillStyle = colour({ u: "work", p: "work-half", d: "done", n: "other" }[status]);
  brush.fill();
  brush.stroke();
};

/** Stripes at 45°, a third ink; they stay with the ground when the map is moved. */
const hatching = (brush, view, colour) => {
  const pitch = view.zoom >= 17 ? 7 : 4;
  const ratio = window.devicePixelRatio || 1;
  const tile = document.createElement("canvas");
  tile.width = tile.height = Math.round(pitch * ratio * 4);
  const pen = tile.getContext("2d");
  const step = tile.width / 4;
  pen.fillStyle = colour("work");
  for (let i = 0; i < 4; i++) pen.fillRect(i * step, 0, step * 0.34, tile.height);
  const pattern = brush.createPattern(tile, "repeat");
  const turn = new DOMMatrix()
    .translateSelf(-view.origin.x % 4096, -view.origin.y % 4096)
    .rotateSelf(45)
    .scaleSelf(pitch / step);
  pattern.setTransform(turn);
  return pattern;
};

/** House numbers, from zoom 18: dark on light, in a disc where the fill is solid. */
gridmap.drawNumbers = (brush, view, colour, buildings) => {
  if (view.zoom < 17.5) return;
  brush.font = `600 12px ${getComputedStyle(document.body).fontFamily}`;
  brush.textAlign = "center";
  brush.textBaseline = "middle";
  for (const building of buildings) {
    if (building.status === "n" || !view.shows(building)) continue;
    const number = houseNumber(building);
    const wide = (building.east - building.west) * view.scale;
    const high = (building.south - building.north) * view.scale;
    if (!number || high < 18 || wide < 26) continue;
    const middle = [(building.east + building.west) / 2, (building.south + building.north) / 2];
    if (!gridmap.covers(building, ...middle)) continue; // a courtyard
    const [x, y] = [view.x(middle[0]), view.y(middle[1])];
    const done = building.status === "d";
    if (!done) {
      brush.beginPath();
      brush.arc(x, y, Math.max(10, brush.measureText(number).width / 2 + 5), 0, 2 * Math.PI);
      brush.fillStyle = colour("done");
      brush.fill();
    }
    brush.fillStyle = colour(done ? "ink3" : "ink");
    brush.fillText(done ? `${number} ✓` : number, x, y + 0.5);
  }
};

/** "12" from 荷叶街 12 号, "7" from 梅园巷 8 号 7 栋, "12" from 12 High Street. */
const houseNumber = ({ name, address }) => {
  for (const text of [address, name]) {
    const chinese = [...(text ?? "").matchAll(/(\d+[A-Za-z]?)\s*[号幢栋]/g)].pop();
    const found = chinese ?? /^(\d+[A-Za-z]?)\b/.exec(text ?? "");
    if (found) return found[1];
  }
  return "";
};
