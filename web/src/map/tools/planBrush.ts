import type { Shapes } from "../../domain/plan/shapes.ts";
import { at } from "../../domain/plan/town.ts";
import type { Box } from "../insets.ts";
import type { Pixel } from "./ground.ts";
import { LOOK, type PlanFill, type PlanPicture } from "./planPicture.ts";
import { around, boxAlong, boxOf, EVERYWHERE, meet, NOWHERE } from "./planPiece.ts";

/** Where the frame lies on the pixels. */
interface Lie {
  readonly corner: Pixel;
  /** Pixels a metre. */
  readonly scale: number;
}

/** Pixels a metre from which on buildings have an edge and locks are drawn. */
const CLOSE = 0.35;

/** What of a picture is drawn at a time: buildings by their look, those selected, and borders. */
interface Paths {
  readonly looks: ReadonlyMap<number, Path2D>;
  readonly selected: Path2D;
  readonly borders: Path2D;
}

/** Draws the ground of a plan: what does not change from one picture to the next is kept. */
export class PlanBrush {
  private picture: PlanPicture | null = null;
  /** The ground of each area. */
  private readonly grounds = new Map<number, { readonly path: Path2D; readonly box: Box }>();
  /** All of the picture, once it was drawn: most often the map has only moved. */
  private whole: Paths | null = null;
  /** Borders of today, as they were drawn last: dots are dear, and no stroke moves them. */
  private before: readonly (readonly number[])[] = [];
  private dotted: { readonly sheet: HTMLCanvasElement; readonly about: string } | null = null;

  /** Makes the grounds of areas that changed since the picture before. */
  prepare(picture: PlanPicture): void {
    const { cells, area, outlines } = picture;
    const old = this.picture;
    this.picture = picture;
    this.whole = null;
    if (!old || cells !== old.cells || area.length !== old.area.length) this.grounds.clear();
    else {
      for (let building = 0; building < area.length; building++) {
        const [was, now] = [at(old.area, building), at(area, building)];
        if (was === now) continue;
        this.grounds.delete(was);
        this.grounds.delete(now);
      }
      for (const own of this.grounds.keys()) {
        if (outlines.get(own) !== old.outlines.get(own)) this.grounds.delete(own);
      }
    }
    for (const [own, rings] of outlines) {
      if (this.grounds.has(own)) continue;
      const box = rings.reduce((all, ring) => around(all, boxAlong(ring)), NOWHERE);
      this.grounds.set(own, { path: linesOf(rings), box });
    }
    if (cells) this.fillGrounds(picture, cells);
    const { before } = this;
    if (
      before.length !== picture.before.length ||
      picture.before.some((line, place) => line !== before[place])
    ) {
      this.before = picture.before;
      this.dotted = null;
    }
  }

  /** Draws as much of a picture as meets a piece of its frame. */
  draw(
    ink: CanvasRenderingContext2D,
    picture: PlanPicture,
    style: CSSStyleDeclaration,
    { corner, scale }: Lie,
    piece: Box,
  ): void {
    const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
    const paths = this.pathsOf(picture, piece);
    ink.save();
    ink.translate(corner.x, corner.y);
    ink.scale(scale, scale);
    ink.lineJoin = "bevel";
    const px = 1 / scale;
    ink.globalAlpha = 0.72;
    for (const [area, { path, box }] of this.grounds) {
      if (!meet(box, piece)) continue;
      ink.fillStyle = colour(FILLS[picture.fills[area] ?? "tone0"]);
      ink.fill(path, "evenodd");
    }
    ink.globalAlpha = 1;
    drawBuildings(ink, paths.looks, colour, px, scale);
    this.drawBefore(ink, colour("plan-before"), px);
    ink.strokeStyle = colour("panel");
    ink.lineWidth = 5 * px;
    ink.globalAlpha = 0.7;
    ink.stroke(paths.borders);
    ink.globalAlpha = 1;
    ink.strokeStyle = colour("ink");
    ink.lineWidth = 2 * px;
    ink.stroke(paths.borders);
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

  private drawBefore(ink: CanvasRenderingContext2D, colour: string, px: number): void {
    if (this.before.length === 0) return;
    const { width, height } = ink.canvas;
    const lie = ink.getTransform();
    const about = JSON.stringify([width, height, colour, lie.a, lie.e, lie.f]);
    if (this.dotted?.about !== about) {
      const sheet = document.createElement("canvas");
      sheet.width = width;
      sheet.height = height;
      const pen = sheet.getContext("2d");
      if (!pen) return;
      pen.setTransform(lie);
      pen.setLineDash([2 * px, 4 * px]);
      pen.strokeStyle = colour;
      pen.lineWidth = 2 * px;
      pen.lineJoin = "bevel";
      pen.stroke(linesOf(this.before));
      this.dotted = { sheet, about };
    }
    ink.save();
    ink.setTransform(1, 0, 0, 1, 0, 0);
    ink.drawImage(this.dotted.sheet, 0, 0);
    ink.restore();
  }

  private fillGrounds({ area }: PlanPicture, cells: Shapes): void {
    const fresh = new Map<number, { path: Path2D; box: Box }>();
    for (let building = 0; building < cells.count; building++) {
      const own = at(area, building);
      if (own < 0 || this.grounds.has(own)) continue;
      const ground = fresh.get(own) ?? { path: new Path2D(), box: NOWHERE };
      fresh.set(own, ground);
      trace(ground.path, cells, building);
      ground.box = around(ground.box, boxOf(cells, building));
    }
    for (const [own, ground] of fresh) this.grounds.set(own, ground);
  }
}

/** Paths of what meets a piece of the frame. */
function pathsWithin(picture: PlanPicture, piece: Box): Paths {
  const { buildings } = picture;
  const looks = new Map<number, Path2D>();
  const selected = new Path2D();
  for (let building = 0; building < buildings.count; building++) {
    if (piece !== EVERYWHERE && !meet(boxOf(buildings, building), piece)) continue;
    const look = at(picture.looks, building);
    const path = looks.get(look) ?? new Path2D();
    looks.set(look, path);
    trace(path, buildings, building);
    if (picture.selected.has(building)) trace(selected, buildings, building);
  }
  const borders = picture.borders.filter(
    (line) => piece === EVERYWHERE || meet(boxAlong(line), piece),
  );
  return { looks, selected, borders: linesOf(borders) };
}

const FILLS: Record<PlanFill, string> = {
  tone0: "plan-tone0",
  tone1: "plan-tone1",
  tone2: "plan-tone2",
  tone3: "plan-tone3",
  over: "plan-over",
  under: "plan-under",
};

function drawBuildings(
  ink: CanvasRenderingContext2D,
  looks: ReadonlyMap<number, Path2D>,
  colour: (name: string) => string,
  px: number,
  scale: number,
): void {
  const edged = scale >= CLOSE;
  const plain = looks.get(LOOK.plain);
  if (plain) {
    ink.fillStyle = colour("done");
    ink.strokeStyle = colour("done-edge");
    ink.lineWidth = px;
    ink.fill(plain, "evenodd");
    if (edged) ink.stroke(plain);
  }
  for (const [look, name, angle] of [
    [LOOK.moved, "accent", -45],
    [LOOK.nobody, "work", 45],
    [LOOK.stray, "over", 90],
  ] as const) {
    const path = looks.get(look);
    if (!path) continue;
    ink.fillStyle = colour("done");
    ink.fill(path, "evenodd");
    ink.fillStyle = hatch(ink, colour(name), angle, px) ?? colour(name);
    ink.fill(path, "evenodd");
    ink.strokeStyle = colour(name);
    ink.lineWidth = (edged ? 1.6 : 1) * px;
    ink.stroke(path);
  }
}

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

/** Stripes that are as wide on the screen at every zoom. */
function hatch(
  ink: CanvasRenderingContext2D,
  colour: string,
  angle: number,
  px: number,
): CanvasPattern | null {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 16;
  const pen = tile.getContext("2d");
  if (!pen) return null;
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 16, 6);
  const pattern = ink.createPattern(tile, "repeat");
  pattern?.setTransform(
    new DOMMatrix().rotateSelf(angle).scaleSelf((PITCH * px) / 16, (PITCH * px) / 16),
  );
  return pattern;
}

const PITCH = 5;
