import type { Insets } from "../contract.ts";
import { type Box, insetBoxes } from "../insets.ts";
import type { Pixel } from "./ground.ts";
import type { PlanArrow, PlanPicture, PlanPill } from "./planPicture.ts";
import { around, boxOf } from "./planPiece.ts";
import { grown, wipe, wipeWithin } from "./planSheet.ts";

interface Lie {
  readonly at: (x: number, y: number) => Pixel;
  readonly width: number;
  readonly height: number;
  readonly insets: Insets;
}

const SIGNS = { over: "▲", in: "", under: "▼" } as const;
/** Pixels that an arrow is long at most: it says where to, it need not arrive. */
const REACH = 72;
const SHORTEST = 26;

/** Something that is written: the box it fills, and all that it tells. */
interface Mark {
  readonly box: Box;
  readonly about: string;
  readonly draw: () => void;
}

/** Writes the figures of areas and draws the arrows; what would cover another one is left out. */
export class PlanWriting {
  private marks: readonly Mark[] = [];
  /** How wide texts are, by font and text: the browser takes its time to tell. */
  private readonly widths = new Map<string, Map<string, number>>();

  /** Writes what differs from what was written last; all of it `anew` where the map has moved. */
  draw(
    ink: CanvasRenderingContext2D,
    picture: PlanPicture,
    colour: (name: string) => string,
    lie: Lie,
    anew: boolean,
  ): void {
    const marks = marksOf(picture, this.penOf(ink, colour, lie));
    const before = new Set(this.marks.map(({ about }) => about));
    const now = new Set(marks.map(({ about }) => about));
    const changed = [
      ...this.marks.filter(({ about }) => !now.has(about)),
      ...marks.filter(({ about }) => !before.has(about)),
    ].map(({ box }) => grown(box, 1));
    this.marks = marks;
    // Among many changes what stays is not worth a search for it.
    const all = anew || changed.length > marks.length;
    ink.save();
    if (all) wipe(ink);
    else wipeWithin(ink, changed);
    for (const { box, draw } of marks) {
      if (all || changed.some((other) => meet(box, other, 0))) draw();
    }
    ink.restore();
  }

  private penOf(ink: CanvasRenderingContext2D, colour: (name: string) => string, lie: Lie): Pen {
    const family = colour("font");
    const [small, bold] = [`400 11px ${family}`, `700 12px ${family}`];
    const widthIn = (font: string) => {
      const known = this.widths.get(font) ?? new Map<string, number>();
      this.widths.set(font, known);
      return (text: string): number => {
        const wide = known.get(text);
        if (wide !== undefined) return wide;
        ink.font = font;
        const { width } = ink.measureText(text);
        known.set(text, width);
        return width;
      };
    };
    const wide = { small: widthIn(small), bold: widthIn(bold) };
    const room = new Room();
    const insets = insetBoxes({ x: lie.width, y: lie.height }, lie.insets);
    for (const box of Object.values(insets)) room.take(box);
    return { ink, colour, font: { small, bold }, wide, lie, room };
  }
}

interface Pen {
  readonly ink: CanvasRenderingContext2D;
  readonly colour: (name: string) => string;
  readonly font: { readonly small: string; readonly bold: string };
  /** How wide a text is in each of them. */
  readonly wide: {
    readonly small: (text: string) => number;
    readonly bold: (text: string) => number;
  };
  readonly lie: Lie;
  readonly room: Room;
}

/** Pixels from one strip to the next. */
const STRIP = 64;

/** Where something is already, by strips: among hundreds of boxes most are nowhere near. */
class Room {
  private readonly strips = new Map<number, Box[]>();

  take(box: Box): void {
    for (let strip = stripAt(box.top); strip <= stripAt(box.bottom); strip++) {
      const taken = this.strips.get(strip);
      if (taken) taken.push(box);
      else this.strips.set(strip, [box]);
    }
  }

  /** Whether nothing is less than so many pixels away from a box. */
  isFree(box: Box, apart: number): boolean {
    for (let strip = stripAt(box.top - apart); strip <= stripAt(box.bottom + apart); strip++) {
      for (const other of this.strips.get(strip) ?? []) if (meet(box, other, apart)) return false;
    }
    return true;
  }
}

const stripAt = (y: number): number => Math.floor(y / STRIP);

/** All that is to be written, each where there is room for it. */
function marksOf(picture: PlanPicture, pen: Pen): Mark[] {
  const { pills, arrows } = picture;
  const marks: (Mark | null)[] = locksOf(picture, pen);
  for (const pill of pills) if (pill.chosen) marks.push(pillMark(pen, pill));
  for (const arrow of arrows) marks.push(arrowMark(pen, arrow));
  for (const pill of pills) if (!pill.chosen) marks.push(pillMark(pen, pill));
  return marks.filter((mark) => mark !== null);
}

/** Pixels from one lock to the next, about. */
const LOCK_APART = 24;

/** Places for a box around a point, in its widths and heights: it may lie a little off. */
const OFF = [
  [0, 0],
  [0, -0.8],
  [0, 0.8],
  [-0.6, 0],
  [0.6, 0],
  [-0.6, -0.9],
  [0.6, -0.9],
  [-0.6, 0.9],
  [0.6, 0.9],
  [0, -1.6],
  [0, 1.6],
] as const;

/** Where a box around a point is free. */
function freeAt({ lie, room }: Pen, { x, y }: Pixel, width: number, height: number): Box | null {
  // What nobody sees needs no place.
  if (x < -width || x > lie.width + width || y < -2 * height || y > lie.height + 2 * height) {
    return null;
  }
  for (const [right, down] of OFF) {
    const left = x + (right - 0.5) * width;
    const top = y + (down - 0.5) * height;
    const box = { left, top, right: left + width, bottom: top + height };
    if (room.isFree(box, 3)) return box;
  }
  return null;
}

/** Whether two boxes are less than so many pixels apart. */
const meet = (one: Box, other: Box, apart: number): boolean =>
  one.left < other.right + apart &&
  other.left < one.right + apart &&
  one.top < other.bottom + apart &&
  other.top < one.bottom + apart;

function pillMark(pen: Pen, pill: PlanPill): Mark | null {
  const { ink, colour, font, wide, lie, room } = pen;
  const figures = pill.loads.map(({ text, standing }) => `${SIGNS[standing]}${text}`);
  const widths = figures.map((text) => wide.bold(text));
  const arrow = figures.length > 1 ? wide.bold(" → ") : 0;
  const line = widths.reduce((sum, one) => sum + one, 0) + arrow;
  const width = Math.max(line, wide.small(pill.title)) + 18;
  const box = freeAt(pen, lie.at(pill.x, pill.y), width, 38);
  if (!box) return null;
  room.take(box);
  const draw = () => {
    const [back, name, text] = pill.chosen
      ? (["ink", "line", "panel"] as const)
      : (["panel-veil", "ink2", "ink"] as const);
    panel(ink, box, 8, colour(back));
    ink.font = font.small;
    ink.textBaseline = "middle";
    ink.textAlign = "center";
    ink.fillStyle = colour(name);
    ink.fillText(pill.title, (box.left + box.right) / 2, box.top + 12);
    ink.textAlign = "left";
    ink.font = font.bold;
    let x = (box.left + box.right) / 2 - line / 2;
    for (const [index, { standing }] of pill.loads.entries()) {
      const loud = standing !== "in" && !pill.chosen;
      const quiet = index < pill.loads.length - 1 && standing === "in";
      ink.fillStyle = colour(loud ? `load-${standing}` : quiet ? name : text);
      ink.fillText(figures[index] ?? "", x, box.top + 27);
      x += widths[index] ?? 0;
      if (index < pill.loads.length - 1) {
        ink.fillStyle = colour(name);
        ink.fillText(" → ", x, box.top + 27);
        x += arrow;
      }
    }
  };
  return { box, about: JSON.stringify([box, pill.title, figures, pill.chosen]), draw };
}

function arrowMark(pen: Pen, arrow: PlanArrow): Mark | null {
  const { ink, colour, font, wide, lie, room } = pen;
  const from = lie.at(arrow.x, arrow.y);
  const to = lie.at(arrow.toX, arrow.toY);
  const far = Math.hypot(to.x - from.x, to.y - from.y);
  if (far < SHORTEST || from.x < 0 || from.y < 0 || from.x > lie.width || from.y > lie.height)
    return null;
  const label = freeAt(pen, from, wide.bold(arrow.text) + 16, 22);
  if (!label) return null;
  const middle = { x: (label.left + label.right) / 2, y: (label.top + label.bottom) / 2 };
  const long = Math.min(REACH, Math.hypot(to.x - middle.x, to.y - middle.y));
  const angle = Math.atan2(to.y - middle.y, to.x - middle.x);
  const tip = { x: middle.x + long * Math.cos(angle), y: middle.y + long * Math.sin(angle) };
  const end = grown({ left: tip.x, top: tip.y, right: tip.x, bottom: tip.y }, 9);
  // One that points into another one says nothing: closer up there is room for it.
  if (!room.isFree(end, 3)) return null;
  room.take(label);
  room.take(end);
  const width = 2.2 + 3 * arrow.weight;
  const head = 7 + 3 * width;
  const draw = () => {
    for (const [name, more] of [
      ["panel", 2.5],
      ["ink", 0],
    ] as const) {
      ink.strokeStyle = ink.fillStyle = colour(name);
      ink.lineWidth = width + 2 * more;
      ink.lineCap = "butt";
      ink.beginPath();
      ink.moveTo(middle.x, middle.y);
      ink.lineTo(tip.x - head * 0.7 * Math.cos(angle), tip.y - head * 0.7 * Math.sin(angle));
      ink.stroke();
      ink.beginPath();
      ink.moveTo(tip.x + more * Math.cos(angle), tip.y + more * Math.sin(angle));
      for (const turn of [2.62, -2.62]) {
        ink.lineTo(
          tip.x + (head + 1.5 * more) * Math.cos(angle + turn),
          tip.y + (head + 1.5 * more) * Math.sin(angle + turn),
        );
      }
      ink.closePath();
      ink.fill();
    }
    panel(ink, label, 11, colour("ink"));
    ink.font = font.bold;
    ink.textBaseline = "middle";
    ink.textAlign = "center";
    ink.fillStyle = colour("on-ink");
    ink.fillText(arrow.text, middle.x, middle.y + 0.5);
  };
  const box = grown(around(label, { left: tip.x, top: tip.y, right: tip.x, bottom: tip.y }), head);
  return { box, about: JSON.stringify([label, tip, width, arrow.text]), draw };
}

function panel(ink: CanvasRenderingContext2D, box: Box, radius: number, fill: string): void {
  const { left, top, right, bottom } = box;
  ink.beginPath();
  ink.moveTo(left + radius, top);
  ink.arcTo(right, top, right, bottom, radius);
  ink.arcTo(right, bottom, left, bottom, radius);
  ink.arcTo(left, bottom, left, top, radius);
  ink.arcTo(left, top, right, top, radius);
  ink.closePath();
  // An edge in place of a shadow: hundreds of shadows take longer to paint than all the rest.
  ink.fillStyle = fill;
  ink.fill();
  ink.strokeStyle = "#17242b26";
  ink.lineWidth = 1;
  ink.stroke();
}

/** Marks what stays where it is; seen from afar, one lock stands for those beside it. */
function locksOf({ locked, buildings }: PlanPicture, pen: Pen): Mark[] {
  const places = new Map<string, Pixel>();
  for (const building of locked) {
    const { left, top, right, bottom } = boxOf(buildings, building);
    const place = pen.lie.at((left + right) / 2, (top + bottom) / 2);
    const around = `${Math.floor(place.x / LOCK_APART)} ${Math.floor(place.y / LOCK_APART)}`;
    if (!places.has(around)) places.set(around, place);
  }
  return [...places.values()].map((place) => lockMark(pen, place));
}

/** A lock in a white disc. */
function lockMark({ ink, colour }: Pen, { x, y }: Pixel): Mark {
  const draw = () => {
    ink.beginPath();
    ink.arc(x, y, 9, 0, 2 * Math.PI);
    ink.fillStyle = colour("panel");
    ink.fill();
    ink.strokeStyle = ink.fillStyle = colour("ink");
    ink.lineWidth = 1.5;
    ink.stroke();
    ink.fillRect(x - 4, y - 1, 8, 6);
    ink.beginPath();
    ink.arc(x, y - 1, 2.6, Math.PI, 0);
    ink.stroke();
  };
  return { box: grown({ left: x, top: y, right: x, bottom: y }, 10), about: `${x} ${y}`, draw };
}
