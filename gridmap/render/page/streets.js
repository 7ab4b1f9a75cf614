// Streets with casing, and their names along them.
"use strict";

// Kind of highway: [metres wide, first zoom]; everything else is a small street.
const STREETS = {
  motorway: [24, 11],
  trunk: [22, 11],
  primary: [20, 12],
  secondary: [16, 13],
  tertiary: [13, 13.5],
  service: [5, 16],
  track: [4, 16],
  pedestrian: [6, 16],
  footway: [1, 17.5],
  path: [1, 17.5],
  steps: [1, 17.5],
  cycleway: [1.5, 17.5],
};
const SMALL_STREET = [9, 14.5];

gridmap.drawStreets = (brush, view, colour, streets) => {
  const pixelsPerMetre = view.scale / 40_075_017 / gridmap.shrink(view);
  const byKind = new Map();
  for (const street of streets) {
    const kind = STREETS[(street.kind ?? "").replace("_link", "")] ?? SMALL_STREET;
    if (view.zoom < kind[1] || !view.shows(street)) continue;
    if (!byKind.has(kind)) byKind.set(kind, []);
    byKind.get(kind).push(street);
  }
  const kinds = [...byKind].sort(([a], [b]) => a[0] - b[0]);
  brush.lineCap = brush.lineJoin = "round";
  for (const casing of [true, false]) {
    brush.strokeStyle = colour(casing ? "casing" : "street");
    for (const [[metres], shown] of kinds) {
      const width = Math.max(1.2, metres * pixelsPerMetre * 0.8);
      if (casing && width < 2.5) continue;
      brush.lineWidth = casing ? width + 1.8 : width;
      gridmap.traceAll(brush, view, shown, () => brush.stroke(), false);
    }
  }
  brush.lineCap = "butt";
};

/** Web Mercator shows a metre this much too large here (1 / cos latitude), inverted. */
gridmap.shrink = (view) => {
  const y = (view.origin.y + view.size.y / 2) / view.scale;
  return 1 / Math.cosh(2 * Math.PI * (0.5 - y));
};

gridmap.drawStreetNames = (brush, view, colour, streets) => {
  if (view.zoom < 16) return;
  brush.font = `400 11px ${getComputedStyle(document.body).fontFamily}`;
  brush.textAlign = "center";
  brush.textBaseline = "middle";
  brush.lineJoin = "round";
  brush.strokeStyle = colour("paper");
  brush.fillStyle = colour("ink2");
  brush.lineWidth = 3;
  const taken = [];
  for (const street of streets) {
    if (!street.name || !view.shows(street)) continue;
    const place = straightest(view, street);
    const wide = brush.measureText(street.name).width;
    if (!place || place.length < wide + 24) continue;
    const near = (other) => {
      const apart = Math.hypot(other.x - place.x, other.y - place.y);
      return apart < (other.name === street.name ? 360 : 60);
    };
    if (taken.some(near)) continue;
    taken.push({ ...place, name: street.name });
    writeName(brush, street.name, place);
  }
};

/** The middle, length and slope of a street's longest straight piece inside the view. */
const straightest = (view, street) => {
  let best = null;
  for (const line of street.rings) {
    for (let i = 2; i < line.length; i += 2) {
      const [ax, ay] = [view.x(line[i - 2]), view.y(line[i - 1])];
      const [bx, by] = [view.x(line[i]), view.y(line[i + 1])];
      const [x, y] = [(ax + bx) / 2, (ay + by) / 2];
      const length = Math.hypot(bx - ax, by - ay);
      const seen = x > 40 && y > 40 && x < view.size.x - 40 && y < view.size.y - 40;
      if (seen && (!best || length > best.length)) {
        best = { x, y, length, angle: Math.atan2(by - ay, bx - ax) };
      }
    }
  }
  return best;
};

const writeName = (brush, name, { x, y, angle }) => {
  const print = (text, dx, dy) => {
    brush.strokeText(text, dx, dy);
    brush.fillText(text, dx, dy);
  };
  brush.save();
  brush.translate(x, y);
  const fromNorth = Math.abs(Math.abs(angle) - Math.PI / 2);
  if (fromNorth < Math.PI / 6 && /^[\u3400-\u9fff]+$/.test(name)) {
    // Chinese stands upright, one character under the other.
    [...name].forEach((sign, i) => {
      const along = (i - (name.length - 1) / 2) * 13;
      print(sign, along / Math.tan(angle), along);
    });
  } else {
    brush.rotate(Math.cos(angle) < 0 ? angle + Math.PI : angle);
    print(name, 0, 0);
  }
  brush.restore();
};
