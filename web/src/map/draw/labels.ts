/** Where an area's label stands: inside the area, off buildings, or nowhere. */
import { CELL, type Cover } from "./cover.ts";

/** An area on the screen and the size of its label, in pixels. */
export interface Labelled {
  readonly kind: "figure" | "name";
  /** Middle of the widest place inside the area. */
  readonly x: number;
  readonly y: number;
  /** Size of the area's box. */
  readonly wide: number;
  readonly high: number;
  readonly width: number;
  readonly height: number;
  /** A patch is so small that its label would hide its buildings: it has to find free ground. */
  readonly small: boolean;
  /** Shortened, as the whole would reach past the area's border: it stays about the middle. */
  readonly tight?: boolean;
  /** Is this point of the screen inside the area? */
  readonly covers: (x: number, y: number) => boolean;
}

/** Pixels at each end of a label that hold no letter. */
const END = 4;
/** Pixels above and below a name that hold no letter. */
const EDGE = 3;
/** What a corner of a name beyond its area's border costs: a line through letters is hard to read. */
const STRUCK = 40;

/**
 * The place within the area that covers the least, as the label's left and top; null where it fits
 * nowhere. The place is marked in `cover`.
 */
export function placeLabel(
  area: Labelled,
  cover: Cover,
  screen: { width: number; height: number },
): { left: number; top: number } | null {
  const { kind, x, y, wide, high, width, height, small, tight = false } = area;
  const slack = small ? 1 : 0.75;
  const spread = tight ? 12 : 2.6;
  if (wide < width * slack || high < height * slack) return null;
  const cells = (width / CELL + 1) * (height / CELL + 1);
  let best: { left: number; top: number } | null = null;
  let least = small ? cells * 0.3 : Infinity;
  const reach = kind === "name" ? 3 : 4;
  for (let i = -reach; i <= reach; i++) {
    for (let j = -reach; j <= reach; j++) {
      const [dx, dy] = [(i * wide) / (spread * reach), (j * high) / (spread * reach)];
      const [left, top] = [x + dx - width / 2, y + dy - height / 2];
      if (left < 4 || top < 4) continue;
      if (left + width > screen.width - 4 || top + height > screen.height - 4) continue;
      let cost = cover.cost(left, top, left + width, top + height) + Math.hypot(dx, dy) / 24;
      if (cost >= least || !area.covers(x + dx, y + dy)) continue;
      // Nobody takes what is written across a border for the name of one side.
      const ends = [left + END, left + width - END];
      if (!tight && !ends.every((end) => area.covers(end, y + dy))) continue;
      if (kind === "name") {
        for (const end of ends) {
          for (const edge of [top + EDGE, top + height - EDGE]) {
            if (!area.covers(end, edge)) cost += STRUCK;
          }
        }
        if (cost >= least) continue;
      }
      best = { left, top };
      least = cost;
    }
  }
  if (best) {
    cover.put(best.left - 2, best.top - 2, best.left + width + 2, best.top + height + 2, 9);
  }
  return best;
}
