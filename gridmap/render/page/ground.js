// Land cover, the areas' coverage bands, and their borders.
"use strict";

gridmap.LEVELS = ["county", "subdistrict", "community", "grid", "group", "patch"];

/** The zoom from which a level's areas are shown; groups only when asked for. */
gridmap.SHOWN_FROM = { county: 0, subdistrict: 9, community: 11.5, grid: 14, patch: 17 };

gridmap.levelAt = (zoom, levels) => {
  const fit = levels.filter((level) => gridmap.SHOWN_FROM[level] <= zoom);
  return fit[fit.length - 1] ?? levels[0];
};

/**
 * The areas that stand for one level: its own, and where there are none the nearest coarser ones
 * (a community without patches is shown whole).
 */
gridmap.areasAt = (areas, level) => {
  const finest = gridmap.LEVELS.indexOf(level);
  const rank = (area) => gridmap.LEVELS.indexOf(area.level);
  if (finest < 0) return areas;
  const inside = new Set();
  const chosen = [];
  const coarsening = areas.filter((area) => rank(area) <= finest).sort((a, b) => rank(b) - rank(a));
  for (const area of coarsening) {
    if (inside.has(area.index)) continue;
    chosen.push(area);
    const seen = new Set([area.index]);
    for (let up = area.parent; up >= 0 && !seen.has(up); up = areas[up].parent) {
      seen.add(up);
      inside.add(up);
    }
  }
  return chosen;
};

gridmap.drawCover = (brush, view, colour, cover, kind) => {
  const shown = cover.filter((f) => f.kind === kind && view.shows(f));
  const surface = shown.filter((f) => f.rings[0]?.length > 4);
  brush.fillStyle = colour(kind);
  gridmap.traceAll(brush, view, surface, () => brush.fill("evenodd"));
};

gridmap.drawBands = (brush, view, colour, areas) => {
  for (const area of areas) {
    if (area.band == null || !view.shows(area)) continue;
    brush.beginPath();
    gridmap.trace(brush, view, area);
    brush.fillStyle = colour(`band${area.band}`);
    brush.fill("evenodd");
  }
};

const BORDERS = {
  county: [2.6, []],
  subdistrict: [2.4, []],
  community: [1.8, []],
  grid: [1, [5, 3]],
  group: [1, [2, 3]],
  patch: [1.3, [8, 3, 1.5, 3]],
};

/** Borders down to the level shown, the coarsest last. Each stands in the coarsest that has it. */
gridmap.drawBorders = (brush, view, colour, borders, level) => {
  const finest = gridmap.LEVELS.indexOf(level);
  const rank = (border) => gridmap.LEVELS.indexOf(border.kind);
  brush.strokeStyle = colour("ink2");
  brush.lineJoin = "round";
  for (const border of [...borders].sort((a, b) => rank(b) - rank(a))) {
    if (finest >= 0 && rank(border) > finest) continue;
    const [width, dash] = BORDERS[border.kind] ?? [1.4, []];
    // At the patches' zoom a grid's border must still stand out from theirs.
    const stronger = level === "patch" && border.kind === "grid";
    brush.lineWidth = stronger ? 1.8 : width;
    brush.setLineDash(dash);
    brush.beginPath();
    gridmap.trace(brush, view, border, false);
    brush.stroke();
  }
  brush.setLineDash([]);
};
