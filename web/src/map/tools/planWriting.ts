import type { Insets } from "../contract.ts";
import { type Box, insetBoxes } from "../insets.ts";
import type { Pixel } from "./ground.ts";
import type { PlanArrow, PlanPicture, PlanPill } from "./planPicture.ts";

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

/** Writes the figures of areas and draws the arrows; what would cover another one is left out. */
export function drawWriting(
  ink: CanvasRenderingContext2D,
  picture: PlanPicture,
  style: CSSStyleDeclaration,
  lie: Lie,
): void {
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const font = (size: number, weight: number) => `${weight} ${size}px ${colour("font")}`;
  const taken: Box[] = Object.values(insetBoxes({ x: lie.width, y: lie.height }, lie.insets));
  ink.textBaseline = "middle";
  for (const building of picture.locked) drawLock(ink, picture, building, lie, colour);
  const pen = { ink, colour, font, lie, taken };
  const first = picture.pills.filter(({ chosen }) => chosen);
  const others = picture.pills.filter(({ chosen }) => !chosen);
  for (const pill of first) drawPill(pen, pill);
  for (const arrow of picture.arrows) drawArrow(pen, arrow);
  for (const pill of others) drawPill(pen, pill);
}

interface Pen {
  readonly ink: CanvasRenderingContext2D;
  readonly colour: (name: string) => string;
  readonly font: (size: number, weight: number) => string;
  readonly lie: Lie;
  readonly taken: Box[];
}

/** Where a box around a point is free; it may lie a little off. */
function freeAt(taken: readonly Box[], { x, y }: Pixel, width: number, height: number): Box | null {
  for (const [right, down] of [
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
  ] as const) {
    const box = {
      left: x + right * width - width / 2,
      top: y + down * height - height / 2,
      right: x + right * width + width / 2,
      bottom: y + down * height + height / 2,
    };
    if (!taken.some((other) => meet(box, other))) return box;
  }
  return null;
}

const meet = (one: Box, other: Box): boolean =>
  one.left < other.right + 3 &&
  other.left < one.right + 3 &&
  one.top < other.bottom + 3 &&
  other.top < one.bottom + 3;

function drawPill({ ink, colour, font, lie, taken }: Pen, pill: PlanPill): void {
  ink.font = font(12, 700);
  const figures = pill.loads.map(({ text, standing }) => `${SIGNS[standing]}${text}`);
  const arrow = figures.length > 1 ? ink.measureText(" → ").width : 0;
  const widths = figures.map((text) => ink.measureText(text).width);
  const line = widths.reduce((sum, wide) => sum + wide, 0) + arrow;
  ink.font = font(11, 400);
  const wide = Math.max(line, ink.measureText(pill.title).width) + 18;
  const high = 38;
  const box = freeAt(taken, lie.at(pill.x, pill.y), wide, high);
  if (!box) return;
  taken.push(box);
  const [back, name, text] = pill.chosen ? ["ink", "line", "panel"] : ["panel-veil", "ink2", "ink"];
  panel(ink, box, 8, colour(back as string));
  ink.textAlign = "center";
  ink.fillStyle = colour(name as string);
  ink.fillText(pill.title, (box.left + box.right) / 2, box.top + 12);
  ink.textAlign = "left";
  ink.font = font(12, 700);
  let x = (box.left + box.right) / 2 - line / 2;
  for (const [index, { standing }] of pill.loads.entries()) {
    const loud = standing !== "in" && !pill.chosen;
    const quiet = index < pill.loads.length - 1 && standing === "in";
    ink.fillStyle = colour(loud ? `load-${standing}` : quiet ? (name as string) : (text as string));
    ink.fillText(figures[index] ?? "", x, box.top + 27);
    x += widths[index] ?? 0;
    if (index < pill.loads.length - 1) {
      ink.fillStyle = colour(name as string);
      ink.fillText(" → ", x, box.top + 27);
      x += arrow;
    }
  }
}

function drawArrow({ ink, colour, font, lie, taken }: Pen, arrow: PlanArrow): void {
  const from = lie.at(arrow.x, arrow.y);
  const to = lie.at(arrow.toX, arrow.toY);
  const far = Math.hypot(to.x - from.x, to.y - from.y);
  if (far < SHORTEST || from.x < 0 || from.y < 0 || from.x > lie.width || from.y > lie.height)
    return;
  ink.font = font(12, 700);
  const wide = ink.measureText(arrow.text).width + 16;
  const box = freeAt(taken, from, wide, 22);
  if (!box) return;
  const middle = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
  const long = Math.min(REACH, Math.hypot(to.x - middle.x, to.y - middle.y));
  const angle = Math.atan2(to.y - middle.y, to.x - middle.x);
  const tip = { x: middle.x + long * Math.cos(angle), y: middle.y + long * Math.sin(angle) };
  const end = { left: tip.x - 9, top: tip.y - 9, right: tip.x + 9, bottom: tip.y + 9 };
  // One that points into another one says nothing: closer up there is room for it.
  if (taken.some((other) => meet(end, other))) return;
  taken.push(box, end);
  const width = 2.2 + 3 * arrow.weight;
  const head = 7 + 3 * width;
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
  panel(ink, box, 11, colour("ink"));
  ink.textAlign = "center";
  ink.fillStyle = colour("on-ink");
  ink.fillText(arrow.text, middle.x, middle.y + 0.5);
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

/** A lock in a white disc on what stays where it is. */
function drawLock(
  ink: CanvasRenderingContext2D,
  { buildings }: PlanPicture,
  building: number,
  { at }: Lie,
  colour: (name: string) => string,
): void {
  const [left = 0, top = 0, right = 0, bottom = 0] = buildings.box.subarray(
    4 * building,
    4 * building + 4,
  );
  const { x, y } = at((left + right) / 2, (top + bottom) / 2);
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
}
