/** Street names along their streets; Chinese stands upright where a street runs near north. */
import type { Palette } from "./palette.ts";
import { type Brush, boxOf, number, placeX, placeY, type Shapes, type View } from "./shapes.ts";

export interface NamePlace {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** Direction of the street, radians. */
  readonly angle: number;
  /** Pixels that the name takes along the street. */
  readonly long: number;
}

/** The box around a name: left, top, right, bottom. */
export function boxOfName({
  name,
  x,
  y,
  angle,
  long,
}: NamePlace): [number, number, number, number] {
  const half = SIZE / 2 + 2;
  const [along, up] = isStacked(name, angle)
    ? [half, long / 2]
    : [
        (long / 2) * Math.abs(Math.cos(angle)) + half * Math.abs(Math.sin(angle)),
        (long / 2) * Math.abs(Math.sin(angle)) + half * Math.abs(Math.cos(angle)),
      ];
  return [x - along, y - up, x + along, y + up];
}

const SIZE = 11;
/** From one character under the other to the next. */
const STACK = 13;
/** Radians by which a straight run may bend from one piece to the next. */
const BEND = 0.16;
const SAME_NAME_APART = 360;
const APART = 60;
/** Pixels that a street runs on beside its name. */
const ROOM = 20;
/** No character is narrower on the average. */
const NARROWEST = 4;

/** Names stand where a street runs straight for long enough, and not twice near by. */
export function placeNames(
  view: View,
  shapes: Shapes,
  indices: readonly number[],
  nameOf: (index: number) => string,
  measure: (name: string) => number,
  taken: NamePlace[] = [],
): NamePlace[] {
  for (const index of indices) {
    const name = nameOf(index);
    if (!name || !isLongEnough(view, shapes, index, name)) continue;
    const run = straightest(view, shapes, index);
    // Measuring is slow: only what may fit is measured, and only once per name.
    if (run.length < name.length * NARROWEST + ROOM) continue;
    const near = (other: NamePlace) =>
      Math.hypot(other.x - run.x, other.y - run.y) <
      (other.name === name ? SAME_NAME_APART : APART);
    if (taken.some(near)) continue;
    const long = isStacked(name, run.angle) ? name.length * STACK : measure(name);
    if (run.length < long + ROOM) continue;
    taken.push({ name, x: run.x, y: run.y, angle: run.angle, long });
  }
  return taken;
}

/** No run of a street is longer than from corner to corner of its box. */
function isLongEnough(view: View, shapes: Shapes, index: number, name: string): boolean {
  const [left, top, right, bottom] = boxOf(view, shapes, index);
  return Math.hypot(right - left, bottom - top) >= name.length * NARROWEST + ROOM;
}

interface Run {
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  readonly length: number;
}

/** The longest nearly straight run of a street within the view: its middle, direction and length. */
export function straightest(view: View, shapes: Shapes, index: number): Run {
  const { xy, rings, firsts } = shapes;
  let best: Run = { x: 0, y: 0, angle: 0, length: 0 };
  for (let ring = number(firsts, index); ring < number(firsts, index + 1); ring++) {
    let [ax, ay, direction] = [0, 0, Number.NaN];
    for (let at = number(rings, ring); at < number(rings, ring + 1); at++) {
      const x = placeX(view, number(xy, 2 * at));
      const y = placeY(view, number(xy, 2 * at + 1));
      if (at === number(rings, ring)) {
        [ax, ay] = [x, y];
        continue;
      }
      const [px, py] = [placeX(view, number(xy, 2 * at - 2)), placeY(view, number(xy, 2 * at - 1))];
      const angle = Math.atan2(y - py, x - px);
      if (Number.isNaN(direction)) direction = angle;
      if (Math.abs(turn(angle - direction)) > BEND) {
        [ax, ay, direction] = [px, py, angle];
      }
      const length = Math.hypot(x - ax, y - ay);
      const [mx, my] = [(ax + x) / 2, (ay + y) / 2];
      const inside = mx > 0 && my > 0 && mx < view.width && my < view.height;
      if (inside && length > best.length) {
        best = { x: mx, y: my, length, angle: Math.atan2(y - ay, x - ax) };
      }
    }
  }
  return best;
}

const turn = (angle: number): number => Math.atan2(Math.sin(angle), Math.cos(angle));

/** Within 30° of north, and every character stands on its own. */
export function isStacked(name: string, angle: number): boolean {
  const fromNorth = Math.abs(Math.abs(angle) - Math.PI / 2);
  return fromNorth < Math.PI / 6 && /^[\u3400-\u9fff]+$/.test(name);
}

export const nameFont = ({ font }: Palette): string => `400 ${SIZE}px ${font}`;

export function drawNames(brush: Brush, palette: Palette, places: readonly NamePlace[]): void {
  brush.font = nameFont(palette);
  brush.textAlign = "center";
  brush.textBaseline = "middle";
  brush.lineJoin = "round";
  brush.strokeStyle = palette.colours.street;
  brush.fillStyle = palette.colours.ink2;
  brush.lineWidth = 3;
  for (const place of places) drawName(brush, place);
}

function drawName(brush: Brush, { name, x, y, angle }: NamePlace): void {
  const print = (text: string, dx: number, dy: number) => {
    brush.strokeText(text, dx, dy);
    brush.fillText(text, dx, dy);
  };
  brush.save();
  brush.translate(x, y);
  if (isStacked(name, angle)) {
    const signs = [...name];
    signs.forEach((sign, i) => {
      const along = (i - (signs.length - 1) / 2) * STACK;
      print(sign, along / Math.tan(angle), along);
    });
  } else {
    brush.rotate(Math.cos(angle) < 0 ? angle + Math.PI : angle);
    print(name, 0, 0);
  }
  brush.restore();
}
