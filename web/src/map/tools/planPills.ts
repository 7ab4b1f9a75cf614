import { innerPlaces } from "../../domain/plan/inner.ts";
import type { Box } from "../insets.ts";
import type { Pixel } from "./ground.ts";
import { freeAt, lockSign, type Mark, type Pen, panel } from "./planPen.ts";
import type { PlanPicture, PlanPill } from "./planPicture.ts";
import { around } from "./planPiece.ts";
import { grown } from "./planSheet.ts";

const SIGNS = { over: "▲", in: "", under: "▼" } as const;
/** Pixels of a plate with a name and figures, and of a figure alone. */
const PLATE = { high: 38, pad: 18, edge: 3 };
const FIGURE = { high: 16, pad: 4, edge: 0 };
/** Pixels that a lock takes before what it stands beside. */
const LOCK = 13;
/** Pixels between one and another. */
const APART = 3;
/** Pixels by which plates are told apart: one that grew by less stays where it is. */
const GRAIN = 4;
/** Pixels of boxes that are tried one after the other where an area is pointed at. */
const POINTED = [120, 60, 30, 15, 6, 2];

/** As much of a figure as is written. */
interface Form {
  readonly title: string | null;
  readonly loads: PlanPill["loads"];
}

/**
 * Writes the figure of an area on its own ground: as little of it as there is room for, at the widest
 * place that is free. One that is chosen or was touched last keeps its name, and is led to its ground
 * where it has no room there.
 */
export function pillMark(pen: Pen, pill: PlanPill, { outlines }: PlanPicture): Mark | null {
  const { lie, room } = pen;
  const rings = outlines.get(pill.area);
  const [last] = pill.loads.slice(-1);
  const named = pill.chosen || pill.touched;
  const full: Form = { title: pill.title, loads: pill.loads };
  const forms: Form[] = [full];
  if (last && pill.loads.length > 1) forms.push({ title: pill.title, loads: [last] });
  if (last && !named) forms.push({ title: null, loads: [last] });
  for (const form of rings ? forms : []) {
    const { wide, high, edge } = sizeOf(pen, pill, form);
    for (const { x, y } of placesIn(rings ?? [], wide + 2 * edge, high + 2 * edge, lie.scale)) {
      const box = boxAround(lie.at(x, y), wide, high);
      const seen =
        box.left >= 0 && box.top >= 0 && box.right <= lie.width && box.bottom <= lie.height;
      if (!seen || !room.isFree(box, APART)) continue;
      room.take(box);
      return markOf(pen, pill, form, box, null);
    }
  }
  // Before the ground is cut up figures stand where most live; then, but those that are asked for.
  if (outlines.size > 0 && !named) return null;
  const { wide, high } = sizeOf(pen, pill, full);
  const spot = rings && spotIn(rings, lie.scale);
  const point = spot ? lie.at(spot.x, spot.y) : lie.at(pill.x, pill.y);
  const box = freeAt(pen, point, wide, high);
  if (!box) return null;
  room.take(box);
  return markOf(pen, pill, full, box, spot ? point : null);
}

const boxAround = ({ x, y }: Pixel, wide: number, high: number): Box => ({
  left: x - wide / 2,
  top: y - high / 2,
  right: x + wide / 2,
  bottom: y + high / 2,
});

type Rings = readonly (readonly number[])[];

/** Places by outline: of what a stroke leaves alone they stay the same. */
const known = new WeakMap<Rings, { scale: number; by: Map<string, readonly Pixel[]> }>();

/** Where a box of pixels lies inside an outline; told in its frame. */
function placesIn(rings: Rings, wide: number, high: number, scale: number): readonly Pixel[] {
  let own = known.get(rings);
  if (own?.scale !== scale) {
    own = { scale, by: new Map() };
    known.set(rings, own);
  }
  const width = GRAIN * Math.ceil(wide / GRAIN);
  const about = `${width} ${high}`;
  const places = own.by.get(about) ?? innerPlaces(rings, width / scale, high / scale);
  own.by.set(about, places);
  return places;
}

/** Where an outline is widest. */
function spotIn(rings: Rings, scale: number): Pixel | undefined {
  for (const wide of POINTED) {
    const [place] = placesIn(rings, wide, wide, scale);
    if (place) return place;
  }
  return undefined;
}

/** A lock at the widest place of an area whose figure has no room. */
export function lockedSpot(pen: Pen, pill: PlanPill, { outlines }: PlanPicture): Pixel {
  const spot = spotIn(outlines.get(pill.area) ?? [], pen.lie.scale);
  return pen.lie.at(spot?.x ?? pill.x, spot?.y ?? pill.y);
}

const figureOf = ({ text, standing }: PlanPill["loads"][number]) => `${SIGNS[standing]}${text}`;

function sizeOf({ wide }: Pen, { locked }: PlanPill, { title, loads }: Form) {
  const line =
    loads.reduce((sum, load) => sum + wide.bold(figureOf(load)), 0) +
    (loads.length - 1) * wide.bold(" → ");
  const lock = locked ? LOCK : 0;
  if (title === null) return { wide: line + lock + FIGURE.pad, ...FIGURE, line };
  return { wide: Math.max(line, wide.small(title) + lock) + PLATE.pad, ...PLATE, line };
}

function markOf(pen: Pen, pill: PlanPill, form: Form, box: Box, point: Pixel | null): Mark {
  const draw = () => {
    if (point) drawLead(pen, box, point);
    if (form.title === null) drawFigure(pen, pill, form, box);
    else drawPlate(pen, pill, form, box);
  };
  const { locked, chosen } = pill;
  const about = JSON.stringify([box, point, form, locked, chosen]);
  if (!point) return { box, about, draw };
  const dot = grown({ left: point.x, top: point.y, right: point.x, bottom: point.y }, 6);
  return { box: around(box, dot), about, draw };
}

function drawLead({ ink, colour }: Pen, box: Box, { x, y }: Pixel): void {
  for (const [name, more] of [
    ["panel", 2],
    ["ink", 0],
  ] as const) {
    ink.strokeStyle = ink.fillStyle = colour(name);
    ink.lineWidth = 1.6 + 2 * more;
    ink.beginPath();
    ink.moveTo((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    ink.lineTo(x, y);
    ink.stroke();
    ink.beginPath();
    ink.arc(x, y, 3.2 + more, 0, 2 * Math.PI);
    ink.fill();
  }
}

function drawPlate(pen: Pen, pill: PlanPill, form: Form, box: Box): void {
  const { ink, colour, font, wide } = pen;
  const [back, name, text] = pill.chosen
    ? (["ink", "line", "panel"] as const)
    : (["panel-veil", "ink2", "ink"] as const);
  panel(ink, box, 8, colour(back));
  const middle = (box.left + box.right) / 2;
  const lock = pill.locked ? LOCK : 0;
  const title = form.title ?? "";
  const start = middle - (wide.small(title) + lock) / 2;
  ink.font = font.small;
  ink.textBaseline = "middle";
  ink.textAlign = "left";
  ink.strokeStyle = ink.fillStyle = colour(name);
  if (lock) lockSign(ink, { x: start + 4, y: box.top + 11 }, 9.5);
  ink.fillText(title, start + lock, box.top + 12);
  ink.font = font.bold;
  let x = middle - sizeOf(pen, pill, form).line / 2;
  for (const [index, load] of form.loads.entries()) {
    const figure = figureOf(load);
    const [loud, goes] = [load.standing !== "in" && !pill.chosen, index < form.loads.length - 1];
    const quiet = goes && load.standing === "in";
    ink.fillStyle = colour(loud ? `load-${load.standing}` : quiet ? name : text);
    ink.fillText(figure, x, box.top + 27);
    x += wide.bold(figure);
    if (!goes) continue;
    ink.fillStyle = colour(name);
    ink.fillText(" → ", x, box.top + 27);
    x += wide.bold(" → ");
  }
}

/** A figure alone stands on the bare ground. */
function drawFigure({ ink, colour, font }: Pen, pill: PlanPill, { loads }: Form, box: Box): void {
  const [load] = loads;
  if (!load) return;
  const lock = pill.locked ? LOCK : 0;
  const y = (box.top + box.bottom) / 2;
  const left = box.left + FIGURE.pad / 2;
  ink.font = font.bold;
  ink.textBaseline = "middle";
  ink.textAlign = "left";
  ink.lineJoin = "round";
  ink.lineWidth = 4;
  ink.strokeStyle = colour("panel");
  ink.strokeText(figureOf(load), left + lock, y + 0.5);
  ink.fillStyle = colour(load.standing === "in" ? "ink" : `load-${load.standing}`);
  ink.fillText(figureOf(load), left + lock, y + 0.5);
  if (!lock) return;
  panel(ink, { left: left - 2, top: y - 7, right: left + 10, bottom: y + 7 }, 4, colour("panel"));
  ink.strokeStyle = ink.fillStyle = colour("ink");
  lockSign(ink, { x: left + 4, y: y - 1 }, 9.5);
}
