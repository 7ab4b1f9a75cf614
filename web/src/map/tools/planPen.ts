import type { Insets } from "../contract.ts";
import type { Box } from "../insets.ts";
import type { Pixel } from "./ground.ts";

/** Where a picture lies on the map's element. */
export interface Lie {
  readonly at: (x: number, y: number) => Pixel;
  readonly width: number;
  readonly height: number;
  readonly insets: Insets;
  /** Pixels a metre. */
  readonly scale: number;
}

/** Something that is written: the box it fills, and all that it tells. */
export interface Mark {
  readonly box: Box;
  readonly about: string;
  readonly draw: () => void;
}

/** What is written with, and where there is room for it yet. */
export interface Pen {
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
export class Room {
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
export function freeAt(
  { lie, room }: Pen,
  { x, y }: Pixel,
  width: number,
  height: number,
): Box | null {
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
export const meet = (one: Box, other: Box, apart: number): boolean =>
  one.left < other.right + apart &&
  other.left < one.right + apart &&
  one.top < other.bottom + apart &&
  other.top < one.bottom + apart;

export function panel(ink: CanvasRenderingContext2D, box: Box, radius: number, fill: string): void {
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

/** A lock with its middle at a point, as high as that many pixels. */
export function lockSign(ink: CanvasRenderingContext2D, { x, y }: Pixel, high: number): void {
  const unit = high / 10;
  ink.lineWidth = 1.5 * unit;
  ink.fillRect(x - 4 * unit, y - unit, 8 * unit, 6 * unit);
  ink.beginPath();
  ink.arc(x, y - unit, 2.6 * unit, Math.PI, 0);
  ink.stroke();
}
