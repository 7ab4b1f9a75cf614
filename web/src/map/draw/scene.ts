/** Everything that lies on the ground within a square of the world, and how it is drawn. */
import { STATUS } from "../contract.ts";
import { mix } from "./bands.ts";
import { drawBorders } from "./borders.ts";
import { drawBuildings } from "./buildings.ts";
import { drawBands, drawCover } from "./ground.ts";
import { statusesAt } from "./levels.ts";
import type { Palette } from "./palette.ts";
import { type Brush, number, type Shapes, shows, type View } from "./shapes.ts";
import { drawStreets } from "./streets.ts";
import { type Texts, textAt } from "./texts.ts";

export interface Buildings {
  readonly shapes: Shapes;
  /** Index of each into the statuses. */
  readonly ids: Uint32Array;
  /** Number on the printed sheet, 0 for none. */
  readonly numbers: Uint16Array;
  /** House numbers by index, of those that have one. */
  readonly houses: ReadonlyMap<number, string>;
}

export interface Areas {
  readonly shapes: Shapes;
  readonly ids: Uint32Array;
}

export interface Kinds {
  readonly shapes: Shapes;
  readonly kinds: Texts;
}

export interface Streets extends Kinds {
  readonly names: Texts;
}

export interface Scene {
  readonly buildings: Buildings;
  readonly areas: Areas;
  readonly borders: Kinds;
  readonly cover: Kinds;
  readonly streets: Streets;
}

/** How a scene looks now: what may change without the ground changing. */
export interface Look {
  readonly palette: Palette;
  /** How far a building is, by its id. */
  readonly statuses: ArrayLike<number>;
  /** Colour of an area's band, by its id; none for areas that are not shown. */
  readonly bands: ReadonlyMap<number, string>;
  /** The level shown: borders are drawn down to it. */
  readonly level: string | undefined;
  readonly known: { readonly anyStatus: boolean; readonly anyArea: boolean };
  /** Whether something else lies below: then ground and land cover are left out. */
  readonly transparent: boolean;
}

export const statusOf = (statuses: ArrayLike<number>, id: number): number =>
  statuses[id] ?? STATUS.none;

/** Draw a scene, bottom to top as the design orders it. */
export function drawScene(brush: Brush, view: View, scene: Scene, look: Look): void {
  const { palette, bands } = look;
  const { areas, borders, cover, streets } = scene;
  if (look.transparent) {
    brush.clearRect(0, 0, view.width, view.height);
  } else {
    brush.fillStyle = palette.colours.paper;
    brush.fillRect(0, 0, view.width, view.height);
    drawCover(brush, view, palette, cover.shapes, kind(cover), "green");
  }
  const strength = bandStrength(view.zoom);
  brush.globalAlpha = look.transparent ? 0.6 : 1;
  drawBands(brush, view, areas.shapes, (index) => {
    const colour = bands.get(number(areas.ids, index));
    return colour && mix(palette.colours.paper, colour, strength);
  });
  brush.globalAlpha = 1;
  if (!look.transparent) {
    // Water above the bands: a river helps to find oneself, and nobody lives on it.
    drawCover(brush, view, palette, cover.shapes, kind(cover), "water");
    drawStreets(brush, view, palette, streets.shapes, kind(streets));
  }
  const byStatus = sorted(view, scene.buildings, look);
  const draw = (status: number) => {
    const indices = byStatus.get(status);
    if (indices) drawBuildings(brush, view, palette, scene.buildings.shapes, indices, status);
  };
  draw(STATUS.none);
  drawBorders(brush, view, palette, borders.shapes, kind(borders), look.level);
  for (const status of byStatus.keys()) if (status !== STATUS.none) draw(status);
}

/** Close in the buildings speak for themselves: the bands recede, as the areas' labels stay. */
const bandStrength = (zoom: number): number => Math.max(0.4, Math.min(1, 1 - (zoom - 16.5) * 0.35));

const kind =
  ({ kinds }: Kinds) =>
  (index: number): string =>
    textAt(kinds, index);

/** The buildings in view that are drawn at this zoom, by status, in the order in which they are drawn. */
function sorted(view: View, { shapes, ids }: Buildings, look: Look): Map<number, number[]> {
  const drawn = new Map<number, number[]>();
  for (const status of statusesAt(view.zoom, look.known)) drawn.set(status, []);
  if (!drawn.size) return drawn;
  for (let index = 0; index < shapes.count; index++) {
    const same = drawn.get(statusOf(look.statuses, number(ids, index)));
    if (same && shows(view, shapes, index)) same.push(index);
  }
  return drawn;
}
