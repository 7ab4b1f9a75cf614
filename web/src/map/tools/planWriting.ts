import { type Box, insetBoxes } from "../insets.ts";
import type { Pixel } from "./ground.ts";
import { CLOSE } from "./planBrush.ts";
import { freeAt, type Lie, lockSign, type Mark, meet, type Pen, panel, Room } from "./planPen.ts";
import type { PlanArrow, PlanPicture } from "./planPicture.ts";
import { around, boxOf } from "./planPiece.ts";
import { lockedSpot, pillMark } from "./planPills.ts";
import { grown, wipe, wipeWithin } from "./planSheet.ts";

/** Pixels that an arrow is long at least. */
const SHORTEST = 26;

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

/**
 * All that is to be written, each where there is room for it. From afar figures come before all
 * arrows but one: there is not room for both.
 */
function marksOf(picture: PlanPicture, pen: Pen): Mark[] {
  const { pills, arrows } = picture;
  const marks = locksOf(picture, pen);
  const add = (mark: Mark | null) => {
    if (mark) marks.push(mark);
    return mark !== null;
  };
  for (const pill of pills) if (pill.chosen) add(pillMark(pen, pill, picture));
  const near = pen.lie.scale >= CLOSE;
  // Where the most goes is told even from afar.
  const waiting = [...arrows];
  while (waiting.length > 0) {
    const [arrow] = waiting.splice(0, 1);
    if (arrow && add(arrowMark(pen, arrow)) && !near) break;
  }
  for (const pill of pills) {
    if (pill.chosen || add(pillMark(pen, pill, picture)) || !pill.locked) continue;
    add(lockMark(pen, lockedSpot(pen, pill, picture)));
  }
  for (const arrow of waiting) add(arrowMark(pen, arrow));
  return marks;
}

/** Pixels from one lock to the next, about. */
const LOCK_APART = 24;

function arrowMark(pen: Pen, arrow: PlanArrow): Mark | null {
  const { wide, lie, room } = pen;
  const from = lie.at(arrow.from.x, arrow.from.y);
  const tip = arrow.to && lie.at(arrow.to.x, arrow.to.y);
  if (tip && Math.hypot(tip.x - from.x, tip.y - from.y) < SHORTEST) return null;
  if (from.x < 0 || from.y < 0 || from.x > lie.width || from.y > lie.height) return null;
  const label = freeAt(pen, from, wide.bold(arrow.text) + 16, 22);
  if (!label) return null;
  const { text } = arrow;
  if (!tip) {
    room.take(label);
    const about = JSON.stringify([label, text]);
    return { box: label, about, draw: () => drawLabel(pen, label, text) };
  }
  const middle = middleOf(label);
  const boxAt = (share: number): Box => {
    const [x, y] = [middle.x + share * (tip.x - middle.x), middle.y + share * (tip.y - middle.y)];
    return grown({ left: x, top: y, right: x, bottom: y }, 9);
  };
  const end = boxAt(1);
  // One that is no longer than its own figure points nowhere.
  if (meet(label, end, 0)) return null;
  // One that runs over another one says nothing: closer up there is room for it.
  if (![0.5, 0.75, 1].every((share) => room.isFree(boxAt(share), 0))) return null;
  room.take(label);
  room.take(end);
  const width = 2.2 + 3 * arrow.weight;
  const head = 7 + 3 * width;
  const draw = () => {
    drawShaft(pen, middle, tip, width, head);
    drawLabel(pen, label, text);
  };
  const box = grown(around(label, { left: tip.x, top: tip.y, right: tip.x, bottom: tip.y }), head);
  return { box, about: JSON.stringify([label, tip, width, text]), draw };
}

const middleOf = ({ left, top, right, bottom }: Box): Pixel => ({
  x: (left + right) / 2,
  y: (top + bottom) / 2,
});

function drawShaft({ ink, colour }: Pen, from: Pixel, tip: Pixel, width: number, head: number) {
  const angle = Math.atan2(tip.y - from.y, tip.x - from.x);
  for (const [name, more] of [
    ["panel", 2.5],
    ["ink", 0],
  ] as const) {
    ink.strokeStyle = ink.fillStyle = colour(name);
    ink.lineWidth = width + 2 * more;
    ink.lineCap = "butt";
    ink.beginPath();
    ink.moveTo(from.x, from.y);
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
}

function drawLabel({ ink, colour, font }: Pen, label: Box, text: string): void {
  const { x, y } = middleOf(label);
  panel(ink, label, 11, colour("ink"));
  ink.font = font.bold;
  ink.textBaseline = "middle";
  ink.textAlign = "center";
  ink.fillStyle = colour("on-ink");
  ink.fillText(text, x, y + 0.5);
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
  const marks = [...places.values()].map((place) => lockMark(pen, place));
  // A figure that came to lie on one would hide that it is locked.
  for (const { box } of marks) pen.room.take(box);
  return marks;
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
    lockSign(ink, { x, y }, 10);
  };
  return { box: grown({ left: x, top: y, right: x, bottom: y }, 10), about: `${x} ${y}`, draw };
}
