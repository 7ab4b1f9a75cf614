import type { Shapes } from "../../domain/plan/shapes.ts";
import { at } from "../../domain/plan/town.ts";
import type { Box } from "../insets.ts";
import type { Pixel } from "./ground.ts";
import { LOOK, type PlanFill, type PlanPicture } from "./planPicture.ts";
import { around, boxAlong, EVERYWHERE, meet, meetsShape, NOWHERE } from "./planPiece.ts";

/** Where the frame lies on the pixels. */
interface Lie {
  readonly corner: Pixel;
  /** Pixels a metre. */
  readonly scale: number;
}

/** The ground of an area. */
interface Patch {
  readonly rings: readonly (readonly number[])[];
  readonly path: Path2D;
  readonly box: Box;
}

interface Still {
  readonly buildings: Shapes;
  readonly before: PlanPicture["before"];
  readonly walls: Path2D;
  readonly dots: Path2D;
}

/** Pixels a metre from which on buildings have an edge, and arrows come before figures. */
export const CLOSE = 0.35;

/** What of a picture is drawn at a time: buildings by the look that stands out, those selected, borders. */
interface Paths {
  readonly looks: ReadonlyMap<number, Path2D>;
  readonly selected: Path2D;
  readonly borders: Path2D;
  readonly between: Path2D;
  readonly within: Path2D;
}

/** Draws the ground of a plan: what does not change from one picture to the next is kept. */
export class PlanBrush {
  /** The ground of each area. */
  private grounds: ReadonlyMap<number, Patch> = new Map();
  /** All of the picture, once it was drawn: most often the map has only moved. */
  private whole: Paths | null = null;
  /** Buildings, and borders of today: no stroke moves them. */
  private still: Still | null = null;
  /** These as they were drawn last: dots are dear, and so are thousands of buildings. */
  private drawn: { readonly sheet: HTMLCanvasElement; readonly about: readonly unknown[] } | null =
    null;
  /** Tiles of stripes by their colour. */
  private readonly stripes = new Map<string, HTMLCanvasElement>();

  /** Makes the grounds of areas that changed since the picture before. */
  prepare({ outlines, between }: PlanPicture): void {
    const grounds = new Map<number, Patch>();
    for (const [own, outline] of outlines) {
      const rings = between?.grounds.get(own) ?? outline;
      const known = this.grounds.get(own);
      if (known?.rings === rings) grounds.set(own, known);
      else {
        const box = rings.reduce((all, ring) => around(all, boxAlong(ring)), NOWHERE);
        grounds.set(own, { rings, path: linesOf(rings), box });
      }
    }
    this.grounds = grounds;
    this.whole = null;
  }

  /** Draws as much of a picture as meets a piece of its frame. */
  draw(
    ink: CanvasRenderingContext2D,
    picture: PlanPicture,
    colour: (name: string) => string,
    { corner, scale }: Lie,
    piece: Box,
  ): void {
    const paths = this.pathsOf(picture, piece);
    ink.save();
    ink.translate(corner.x, corner.y);
    ink.scale(scale, scale);
    ink.lineJoin = "bevel";
    const px = 1 / scale;
    ink.globalAlpha = 0.72;
    const { between } = picture;
    const fill = (wanted: (area: number) => boolean) => {
      for (const [area, { path, box }] of this.grounds) {
        if (!wanted(area) || !meet(box, piece)) continue;
        ink.fillStyle = colour(FILLS[picture.fills[area] ?? "tone0"]);
        ink.fill(path, "evenodd");
      }
    };
    fill((area) => !between?.grounds.has(area));
    if (between) {
      ink.save();
      ink.clip(paths.within, "evenodd");
      fill((area) => between.grounds.has(area));
      ink.restore();
    }
    ink.globalAlpha = 1;
    this.drawStill(ink, picture, colour, px);
    this.drawLooks(ink, paths.looks, colour, px);
    if (between) {
      ink.save();
      ink.clip(paths.within, "evenodd");
      drawBorders(ink, paths.between, colour, px);
      ink.restore();
    }
    drawBorders(ink, paths.borders, colour, px);
    const edged = scale >= CLOSE;
    if (picture.selected.size > 0) {
      ink.strokeStyle = colour("panel");
      ink.lineWidth = (edged ? 7 : 4) * px;
      ink.stroke(paths.selected);
      ink.strokeStyle = colour("ink");
      ink.lineWidth = (edged ? 3.2 : 2) * px;
      ink.stroke(paths.selected);
    }
    ink.restore();
  }

  private pathsOf(picture: PlanPicture, piece: Box): Paths {
    if (piece !== EVERYWHERE) return pathsWithin(picture, piece);
    this.whole ??= pathsWithin(picture, piece);
    return this.whole;
  }

  private drawStill(
    ink: CanvasRenderingContext2D,
    { buildings, before }: PlanPicture,
    colour: (name: string) => string,
    px: number,
  ): void {
    if (this.still?.buildings !== buildings || this.still.before !== before) {
      const walls = new Path2D();
      for (let building = 0; building < buildings.count; building++) {
        trace(walls, buildings, building);
      }
      this.still = { buildings, before, walls, dots: linesOf(before) };
    }
    const { still } = this;
    const lie = ink.getTransform();
    const colours = ["done", "done-edge", "plan-before"].map(colour);
    const { width, height } = ink.canvas;
    const about = [still, width, height, lie.a, lie.e, lie.f, ...colours];
    if (!this.drawn || about.some((one, place) => one !== this.drawn?.about[place])) {
      const sheet = document.createElement("canvas");
      sheet.width = width;
      sheet.height = height;
      const pen = sheet.getContext("2d");
      if (!pen) return;
      pen.setTransform(lie);
      pen.lineJoin = "bevel";
      pen.fillStyle = colour("done");
      pen.fill(still.walls, "evenodd");
      if (1 / px >= CLOSE) {
        pen.strokeStyle = colour("done-edge");
        pen.lineWidth = px;
        pen.stroke(still.walls);
      }
      pen.setLineDash([2 * px, 4 * px]);
      pen.strokeStyle = colour("plan-before");
      pen.lineWidth = 2 * px;
      pen.stroke(still.dots);
      this.drawn = { sheet, about };
    }
    ink.save();
    ink.setTransform(1, 0, 0, 1, 0, 0);
    ink.drawImage(this.drawn.sheet, 0, 0);
    ink.restore();
  }

  /** Buildings that stand out, over themselves as they look otherwise. */
  private drawLooks(
    ink: CanvasRenderingContext2D,
    looks: ReadonlyMap<number, Path2D>,
    colour: (name: string) => string,
    px: number,
  ): void {
    const edged = 1 / px >= CLOSE;
    for (const [look, name, angle] of [
      [LOOK.moved, "accent", -45],
      [LOOK.given, "accent", 0],
      [LOOK.nobody, "work", 45],
      [LOOK.stray, "over", 90],
    ] as const) {
      const path = looks.get(look);
      if (!path) continue;
      ink.fillStyle = this.hatch(ink, colour(name), angle, px) ?? colour(name);
      ink.fill(path, "evenodd");
      ink.strokeStyle = colour(name);
      ink.lineWidth = (edged ? 1.6 : 1) * px;
      ink.stroke(path);
    }
  }

  /** Stripes that are as wide on the screen at every zoom. */
  private hatch(
    ink: CanvasRenderingContext2D,
    colour: string,
    angle: number,
    px: number,
  ): CanvasPattern | null {
    const tile = this.stripes.get(colour) ?? striped(colour);
    this.stripes.set(colour, tile);
    const pattern = ink.createPattern(tile, "repeat");
    const wide = (PITCH * px) / TILE;
    pattern?.setTransform(new DOMMatrix().rotateSelf(angle).scaleSelf(wide, wide));
    return pattern;
  }
}

/** Paths of what meets a piece of the frame. */
function pathsWithin(picture: PlanPicture, piece: Box): Paths {
  const { buildings } = picture;
  const looks = new Map<number, Path2D>();
  const selected = new Path2D();
  for (let building = 0; building < buildings.count; building++) {
    if (piece !== EVERYWHERE && !meetsShape(buildings, building, piece)) continue;
    const look = at(picture.looks, building);
    if (look !== LOOK.plain) {
      const path = looks.get(look) ?? new Path2D();
      looks.set(look, path);
      trace(path, buildings, building);
    }
    if (picture.selected.has(building)) trace(selected, buildings, building);
  }
  const pathOf = (lines: PlanPicture["borders"]) =>
    linesOf(lines.filter((line) => piece === EVERYWHERE || meet(boxAlong(line), piece)));
  const borders = pathOf(picture.borders);
  const between = pathOf(picture.between?.borders ?? []);
  const within = pathOf(picture.between?.within ?? []);
  return { looks, selected, borders, between, within };
}

function drawBorders(
  ink: CanvasRenderingContext2D,
  borders: Path2D,
  colour: (name: string) => string,
  px: number,
): void {
  ink.strokeStyle = colour("panel");
  ink.lineWidth = 5 * px;
  ink.globalAlpha = 0.7;
  ink.stroke(borders);
  ink.globalAlpha = 1;
  ink.strokeStyle = colour("ink");
  ink.lineWidth = 2 * px;
  ink.stroke(borders);
}

const FILLS: Record<PlanFill, string> = {
  tone0: "plan-tone0",
  tone1: "plan-tone1",
  tone2: "plan-tone2",
  tone3: "plan-tone3",
  over: "plan-over",
  under: "plan-under",
};

function trace(path: Path2D, { first, start, xy }: Shapes, shape: number): void {
  for (let ring = at(first, shape); ring < at(first, shape + 1); ring++) {
    const [begin, end] = [at(start, ring), at(start, ring + 1)];
    if (end - begin < 2) continue;
    path.moveTo(at(xy, begin), at(xy, begin + 1));
    for (let place = begin + 2; place < end; place += 2) {
      path.lineTo(at(xy, place), at(xy, place + 1));
    }
    // Back by a line: to close it, the browser goes through all of the path each time.
    path.lineTo(at(xy, begin), at(xy, begin + 1));
  }
}

function linesOf(lines: readonly (readonly number[])[]): Path2D {
  const path = new Path2D();
  for (const line of lines) {
    path.moveTo(at(line, 0), at(line, 1));
    for (let place = 2; place < line.length; place += 2) {
      path.lineTo(at(line, place), at(line, place + 1));
    }
  }
  return path;
}

/** A tile of stripes, bare but for its upper rows. */
function striped(colour: string): HTMLCanvasElement {
  const tile = document.createElement("canvas");
  tile.width = tile.height = TILE;
  const pen = tile.getContext("2d");
  if (pen) {
    pen.fillStyle = colour;
    pen.fillRect(0, 0, TILE, 6);
  }
  return tile;
}

const TILE = 16;
/** Pixels from one stripe to the next. */
const PITCH = 5;
