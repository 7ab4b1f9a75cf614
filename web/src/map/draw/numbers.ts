/** Numbers on buildings: a disc that says how far the building is, beside it where it is small. */
import { STATUS } from "../contract.ts";
import type { Cover } from "./cover.ts";
import type { Palette } from "./palette.ts";
import type { Brush } from "./shapes.ts";

/** A building on the screen, in pixels, and the number it bears. */
export interface Numbered {
  readonly text: string;
  /** House number, written beside the disc where there is room; may be empty. */
  readonly house: string;
  readonly status: number;
  readonly chosen: boolean;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Is this point of the screen inside the building? A courtyard is not. */
  readonly covers: (x: number, y: number) => boolean;
}

export interface NumberPlace {
  readonly text: string;
  readonly status: number;
  readonly chosen: boolean;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Where a line leads to, when the number stands beside its building. */
  readonly from: readonly [x: number, y: number] | null;
  /** A house number and where it is written, in the middle under its building. */
  readonly house: { readonly text: string; readonly x: number; readonly y: number } | null;
}

const SIZE = 12;
/** Closer in there is room for numbers beside their buildings. */
const CROWDED_BELOW = 18;

export const numberFont = ({ font }: Palette): string => `600 ${SIZE}px ${font}`;

/**
 * Put each number on its building where that leaves enough of it to be seen, else beside it on free
 * ground with a line to it, else nowhere. What is chosen comes first, then what is left to do.
 */
export function placeNumbers(
  buildings: readonly Numbered[],
  cover: Cover,
  measure: (text: string) => number,
  zoom: number,
): NumberPlace[] {
  const places: NumberPlace[] = [];
  for (const building of [...buildings].sort((a, b) => urgency(b) - urgency(a))) {
    const place = placeNumber(building, cover, measure(textOf(building)), zoom);
    if (!place) continue;
    const { x, y, radius } = place;
    cover.put(x - radius, y - radius, x + radius, y + radius, 8);
    places.push({ ...place, house: placeHouse(building, cover) });
  }
  return places;
}

const urgency = ({ chosen, status }: Numbered): number =>
  chosen ? 9 : ([0, 3, 2, 1][status] ?? 0);

const textOf = ({ text, status, chosen }: { text: string; status: number; chosen: boolean }) =>
  status === STATUS.done && !chosen ? `${text} ✓` : text;

/** What is chosen stands out, then what is untouched. */
function radiusOf({ chosen, status }: Numbered, wide: number): number {
  if (chosen) return Math.max(13, wide / 2 + 5);
  return status === STATUS.untouched ? Math.max(11, wide / 2 + 5) : Math.max(9, wide / 2 + 3.5);
}

function placeNumber(
  building: Numbered,
  cover: Cover,
  wide: number,
  zoom: number,
): NumberPlace | null {
  const { text, status, chosen, left, top, right, bottom } = building;
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const plain = status === STATUS.done && !chosen;
  const radius = plain ? wide / 2 : radiusOf(building, wide);
  const base = { text, status, chosen, radius, house: null };
  const [width, height] = [right - left, bottom - top];
  if (plain) {
    // A plain number may not stick out of its building, and is not missed where it finds no room.
    const fits = width > wide + 4 && height > SIZE + 4 && building.covers(x, y);
    return fits && cover.cost(x - wide / 2, y - 6, x + wide / 2, y + 6) < Infinity
      ? { ...base, x, y, from: null }
      : null;
  }
  const roomy = Math.max(width, height) > 2.6 * radius && building.covers(x, y);
  const free = (cx: number, cy: number) =>
    cover.cost(cx - radius, cy - radius, cx + radius, cy + radius);
  if (roomy && free(x, y) < Infinity) return { ...base, x, y, from: null };
  let best: NumberPlace | null = null;
  // From afar a crowd of discs says less than the houses that they would hide.
  let least = chosen ? Infinity : (radius * radius) / (zoom < CROWDED_BELOW ? 110 : 18);
  for (let step = 0; step < 12; step++) {
    const angle = (step * Math.PI) / 6 - Math.PI / 2;
    const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
    const cx = x + dx * (width / 2 + radius + 5);
    const cy = y + dy * (height / 2 + radius + 5);
    const cost = free(cx, cy);
    if (cost < least) {
      best = { ...base, x: cx, y: cy, from: [x, y] };
      least = cost;
    }
  }
  return best;
}

/** Under the building, where nothing else is. */
function placeHouse({ house, left, right, bottom }: Numbered, cover: Cover): NumberPlace["house"] {
  if (!house) return null;
  const [x, y] = [(left + right) / 2, bottom + 9];
  const half = house.length * 3.4 + 2;
  if (cover.cost(x - half, y - 5, x + half, y + 5) > 0) return null;
  cover.put(x - half, y - 5, x + half, y + 5, 2);
  return { text: house, x, y };
}

export function drawNumbers(brush: Brush, palette: Palette, places: readonly NumberPlace[]): void {
  const { colours } = palette;
  brush.font = numberFont(palette);
  brush.textAlign = "center";
  brush.textBaseline = "middle";
  for (const place of places) {
    const { x, y, radius, from, status, chosen } = place;
    const plain = status === STATUS.done && !chosen;
    if (from) {
      brush.beginPath();
      brush.moveTo(from[0], from[1]);
      brush.lineTo(x, y);
      brush.strokeStyle = colours.done;
      brush.lineWidth = 3.6;
      brush.stroke();
      brush.strokeStyle = colours.ink;
      brush.lineWidth = 1.4;
      brush.stroke();
    }
    if (!plain) {
      brush.beginPath();
      brush.arc(x, y, radius - 1, 0, 2 * Math.PI);
      brush.fillStyle = chosen ? colours.ink : colours.done;
      brush.fill();
      if (chosen || status === STATUS.untouched) {
        brush.lineWidth = 2;
        brush.strokeStyle = chosen ? colours.panel : colours.work;
        brush.stroke();
      }
    }
    brush.fillStyle = plain ? colours.ink3 : chosen ? colours.panel : colours.ink;
    brush.fillText(textOf(place), x, y + 0.5);
  }
  brush.font = `400 11px ${palette.font}`;
  brush.lineJoin = "round";
  brush.lineWidth = 3;
  brush.strokeStyle = colours.street;
  brush.fillStyle = colours.ink2;
  for (const { house } of places) {
    if (!house) continue;
    brush.strokeText(house.text, house.x, house.y);
    brush.fillText(house.text, house.x, house.y);
  }
}
