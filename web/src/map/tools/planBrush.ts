import type { Shapes } from "../../domain/plan/shapes.ts";
import { at } from "../../domain/plan/town.ts";
import type { Pixel } from "./ground.ts";
import { LOOK, type PlanFill, type PlanPicture } from "./planPicture.ts";

/** Where the frame lies on the pixels. */
interface Lie {
  readonly corner: Pixel;
  /** Pixels a metre. */
  readonly scale: number;
}

/** Pixels a metre from which on buildings have an edge and locks are drawn. */
const CLOSE = 0.35;

/** Draws the ground of a plan: what does not change from one picture to the next is kept. */
export class PlanBrush {
  private cells: Shapes | null = null;
  /** Whether the grounds are outlines as the server draws them. */
  private drawn = false;
  private area = new Int32Array();
  /** The ground of each area. */
  private readonly grounds = new Map<number, Path2D>();
  private looks = new Map<number, Path2D>();
  private borders = new Path2D();
  /** Borders of today, as they were drawn last: dots are dear, and no stroke moves them. */
  private before: readonly (readonly number[])[] = [];
  private dotted: { readonly sheet: HTMLCanvasElement; readonly about: string } | null = null;
  private selected = new Path2D();

  /** Makes paths of what changed since the picture before. */
  prepare(picture: PlanPicture): void {
    const { cells, area, buildings } = picture;
    const drawn = picture.outlines;
    if (drawn || this.drawn || cells !== this.cells || area.length !== this.area.length) {
      this.grounds.clear();
    } else {
      for (let building = 0; building < area.length; building++) {
        const [old, now] = [at(this.area, building), at(area, building)];
        if (old === now) continue;
        this.grounds.delete(old);
        this.grounds.delete(now);
      }
    }
    this.cells = cells;
    this.area = area.slice();
    this.drawn = drawn !== null;
    if (drawn) for (const [own, rings] of drawn) this.grounds.set(own, linesOf(rings));
    else if (cells) this.fillGrounds(cells);
    this.looks = new Map();
    for (let building = 0; building < buildings.count; building++) {
      const look = at(picture.looks, building);
      const path = this.looks.get(look) ?? new Path2D();
      this.looks.set(look, path);
      trace(path, buildings, building);
    }
    this.selected = new Path2D();
    for (const building of picture.selected) trace(this.selected, buildings, building);
    this.borders = linesOf(picture.borders);
    const { before } = this;
    if (
      before.length !== picture.before.length ||
      picture.before.some((line, place) => line !== before[place])
    ) {
      this.before = picture.before;
      this.dotted = null;
    }
  }

  draw(
    ink: CanvasRenderingContext2D,
    picture: PlanPicture,
    style: CSSStyleDeclaration,
    { corner, scale }: Lie,
  ): void {
    const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
    ink.save();
    ink.translate(corner.x, corner.y);
    ink.scale(scale, scale);
    ink.lineJoin = "bevel";
    const px = 1 / scale;
    ink.globalAlpha = 0.72;
    for (const [area, path] of this.grounds) {
      ink.fillStyle = colour(FILLS[picture.fills[area] ?? "tone0"]);
      ink.fill(path, "evenodd");
    }
    ink.globalAlpha = 1;
    this.drawBuildings(ink, colour, px, scale);
    this.drawBefore(ink, colour("plan-before"), px);
    ink.strokeStyle = colour("panel");
    ink.lineWidth = 5 * px;
    ink.globalAlpha = 0.7;
    ink.stroke(this.borders);
    ink.globalAlpha = 1;
    ink.strokeStyle = colour("ink");
    ink.lineWidth = 2 * px;
    ink.stroke(this.borders);
    const edged = scale >= CLOSE;
    if (picture.selected.size > 0) {
      ink.strokeStyle = colour("panel");
      ink.lineWidth = (edged ? 7 : 4) * px;
      ink.stroke(this.selected);
      ink.strokeStyle = colour("ink");
      ink.lineWidth = (edged ? 3.2 : 2) * px;
      ink.stroke(this.selected);
    }
    ink.restore();
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

  private drawBuildings(
    ink: CanvasRenderingContext2D,
    colour: (name: string) => string,
    px: number,
    scale: number,
  ): void {
    const edged = scale >= CLOSE;
    const plain = this.looks.get(LOOK.plain);
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
      const path = this.looks.get(look);
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

  private fillGrounds(cells: Shapes): void {
    const fresh = new Map<number, Path2D>();
    for (let building = 0; building < cells.count; building++) {
      const area = at(this.area, building);
      if (area < 0 || this.grounds.has(area)) continue;
      const path = fresh.get(area) ?? new Path2D();
      fresh.set(area, path);
      trace(path, cells, building);
    }
    for (const [area, path] of fresh) this.grounds.set(area, path);
  }
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
