import { metresPerUnit, type Place, type Point, toPlace, toPoint } from "../mercator.ts";
import { distance, nearestOn } from "../snapping.ts";
import { at } from "./town.ts";

/** Metres east and south of an origin, as the map is flat there. */
export class Frame {
  readonly #corner: Point;
  readonly #metres: number;

  constructor(origin: Place) {
    this.#corner = toPoint(origin);
    this.#metres = metresPerUnit(this.#corner.y);
  }

  point(place: Place): Point {
    const { x, y } = toPoint(place);
    return { x: (x - this.#corner.x) * this.#metres, y: (y - this.#corner.y) * this.#metres };
  }

  place({ x, y }: Point): Place {
    return toPlace({
      x: this.#corner.x + x / this.#metres,
      y: this.#corner.y + y / this.#metres,
    });
  }
}

/** Shapes in a frame: shape `i` has the rings from `first[i]`, ring `r` the numbers from `start[r]`. */
export interface Shapes {
  readonly count: number;
  readonly first: Int32Array;
  readonly start: Int32Array;
  /** x and y in turn. */
  readonly xy: Float64Array;
  /** Left, top, right, bottom of each shape. */
  readonly box: Float64Array;
}

/**
 * Shapes as they are sent: every corner a step from the one before it, in millionths of a degree,
 * with how many corners each ring has, and how many rings each shape.
 */
export interface SentShapes {
  readonly xy: readonly number[];
  readonly vertices: readonly number[];
  readonly pieces: readonly number[];
}

/** Parts of a degree that numbers are sent in. */
export const MILLIONTH = 1e-6;

export function shapesOf({ xy: steps, vertices, pieces }: SentShapes, frame: Frame): Shapes {
  const first = new Int32Array(pieces.length + 1);
  const start = new Int32Array(vertices.length + 1);
  const xy = new Float64Array(steps.length);
  const box = new Float64Array(4 * pieces.length);
  let [ring, next, east, north] = [0, 0, 0, 0];
  for (const [shape, rings] of pieces.entries()) {
    first[shape] = ring;
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const last = ring + rings; ring < last; ring++) {
      start[ring] = next;
      for (const end = next + 2 * at(vertices, ring); next < end; next += 2) {
        east += at(steps, next);
        north += at(steps, next + 1);
        const { x, y } = frame.point([east * MILLIONTH, north * MILLIONTH]);
        xy[next] = x;
        xy[next + 1] = y;
        left = Math.min(left, x);
        right = Math.max(right, x);
        top = Math.min(top, y);
        bottom = Math.max(bottom, y);
      }
    }
    box.set([left, top, right, bottom], 4 * shape);
  }
  first[pieces.length] = ring;
  start[ring] = next;
  return { count: pieces.length, first, start, xy, box };
}

/** The shape at a point, else the nearest one within reach; null where there is none. */
export function shapeAt(shapes: Shapes, point: Point, reach: number): number | null {
  const { box } = shapes;
  let nearest: number | null = null;
  let least = reach;
  for (let shape = 0; shape < shapes.count; shape++) {
    const side = 4 * shape;
    // Most lie to one side, and need no more looked at.
    if (point.x < at(box, side) - least || point.x > at(box, side + 2) + least) continue;
    if (point.y < at(box, side + 1) - least || point.y > at(box, side + 3) + least) continue;
    const away = awayFrom(shapes, shape, point);
    if (away === 0) return shape;
    if (away <= least) {
      least = away;
      nearest = shape;
    }
  }
  return nearest;
}

/** How far a point is from a shape; 0 inside. */
function awayFrom(shapes: Shapes, shape: number, point: Point): number {
  let within = false;
  let least = Number.POSITIVE_INFINITY;
  for (let ring = at(shapes.first, shape); ring < at(shapes.first, shape + 1); ring++) {
    const corners = ringOf(shapes, ring);
    let before = corners.at(-1);
    for (const corner of corners) {
      if (!before) break;
      if (corner.y > point.y !== before.y > point.y) {
        const share = (point.y - corner.y) / (before.y - corner.y);
        if (point.x < corner.x + share * (before.x - corner.x)) within = !within;
      }
      least = Math.min(least, distance(point, nearestOn(point, before, corner)));
      before = corner;
    }
  }
  return within ? 0 : least;
}

function ringOf({ start, xy }: Shapes, ring: number): Point[] {
  const corners: Point[] = [];
  for (let place = at(start, ring); place < at(start, ring + 1); place += 2) {
    corners.push({ x: at(xy, place), y: at(xy, place + 1) });
  }
  return corners;
}
