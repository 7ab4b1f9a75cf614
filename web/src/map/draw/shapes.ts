/**
 * Many shapes in flat arrays: tens of thousands of them are read, sent between threads and drawn
 * without an object for each. Units are the owner's (tile units, or the world from 0 to 1), x to
 * the east and y to the south.
 */
export interface Shapes {
  readonly count: number;
  /** x, y, x, y … of all rings and lines; rings are not closed by a second first vertex. */
  readonly xy: Int16Array | Float64Array;
  /** Where each ring begins in `xy`, in vertices, and one more for the end. */
  readonly rings: Uint32Array;
  /** Which ring each shape begins with, and one more for the end. */
  readonly firsts: Uint32Array;
  /** West, north, east, south of each shape. */
  readonly boxes: Int16Array | Float64Array;
}

/** How shapes lie under a sheet (a tile or the whole map) that is drawn on. */
export interface View {
  /** Zoom that is shown: decides widths and what is drawn. */
  readonly zoom: number;
  /** Pixels a unit of the shapes. */
  readonly scale: number;
  /** The sheet's corner, in the shapes' pixels. */
  readonly left: number;
  readonly top: number;
  /** The sheet's corner in pixels of the whole world: what repeats joins from sheet to sheet. */
  readonly worldLeft: number;
  readonly worldTop: number;
  readonly width: number;
  readonly height: number;
  /** Device pixels a pixel. */
  readonly ratio: number;
}

export type Brush = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

const WORLD = 40_075_017;

/** Pixels of the whole world at the view's zoom. */
export const worldSize = (zoom: number): number => 256 * 2 ** zoom;

/** Pixels a metre on the ground at the middle of the view. */
export function pixelsPerMetre({ zoom, worldTop, height }: View): number {
  const y = (worldTop + height / 2) / worldSize(zoom);
  return (worldSize(zoom) / WORLD) * Math.cosh(2 * Math.PI * (0.5 - y));
}

/** Does the shape's box touch the sheet, or a rim of `rim` pixels around it? */
export function shows(view: View, { boxes }: Shapes, index: number, rim = 4): boolean {
  const { scale, left, top, width, height } = view;
  const at = 4 * index;
  return (
    number(boxes, at + 2) * scale >= left - rim &&
    number(boxes, at) * scale <= left + width + rim &&
    number(boxes, at + 3) * scale >= top - rim &&
    number(boxes, at + 1) * scale <= top + height + rim
  );
}

/** The shapes that the view shows, of those that `wanted` takes. */
export function shown(view: View, shapes: Shapes, wanted?: (index: number) => boolean): number[] {
  const found: number[] = [];
  for (let index = 0; index < shapes.count; index++) {
    if ((!wanted || wanted(index)) && shows(view, shapes, index)) found.push(index);
  }
  return found;
}

/** A place in the sheet's pixels. */
export const placeX = (view: View, x: number): number => x * view.scale - view.left;
export const placeY = (view: View, y: number): number => y * view.scale - view.top;

/** A box in the sheet's pixels: left, top, right, bottom. */
export function boxOf(
  view: View,
  { boxes }: Shapes,
  index: number,
): [number, number, number, number] {
  const at = 4 * index;
  return [
    placeX(view, number(boxes, at)),
    placeY(view, number(boxes, at + 1)),
    placeX(view, number(boxes, at + 2)),
    placeY(view, number(boxes, at + 3)),
  ];
}

/** Has the shape a surface, or is it only a point? */
export function hasSurface({ rings, firsts }: Shapes, index: number): boolean {
  const ring = number(firsts, index);
  return number(rings, ring + 1) - number(rings, ring) > 2;
}

/** Trace a shape's rings (or lines, when not `closed`) into the brush's path. */
export function trace(
  brush: Brush,
  view: View,
  shapes: Shapes,
  index: number,
  closed = true,
): void {
  const { xy, rings, firsts } = shapes;
  const { scale, left, top } = view;
  const last = number(firsts, index + 1);
  for (let ring = number(firsts, index); ring < last; ring++) {
    const from = 2 * number(rings, ring);
    const to = 2 * number(rings, ring + 1);
    brush.moveTo(number(xy, from) * scale - left, number(xy, from + 1) * scale - top);
    for (let i = from + 2; i < to; i += 2) {
      brush.lineTo(number(xy, i) * scale - left, number(xy, i + 1) * scale - top);
    }
    if (closed) brush.closePath();
  }
}

/** Trace many shapes and hand each handful to `ink`: one path of many rings is slow to fill. */
export function traceAll(
  brush: Brush,
  view: View,
  shapes: Shapes,
  indices: readonly number[],
  ink: () => void,
  closed = true,
): void {
  for (let from = 0; from < indices.length; from += 40) {
    brush.beginPath();
    for (const index of indices.slice(from, from + 40)) trace(brush, view, shapes, index, closed);
    ink();
  }
}

/** Does the shape cover the point x, y? Even-odd, so that holes are outside. */
export function covers(shapes: Shapes, index: number, x: number, y: number): boolean {
  const { xy, rings, firsts, boxes } = shapes;
  const at = 4 * index;
  if (x < number(boxes, at) || y < number(boxes, at + 1)) return false;
  if (x > number(boxes, at + 2) || y > number(boxes, at + 3)) return false;
  let inside = false;
  for (let ring = number(firsts, index); ring < number(firsts, index + 1); ring++) {
    const from = 2 * number(rings, ring);
    const to = 2 * number(rings, ring + 1);
    for (let i = from, j = to - 2; i < to; j = i, i += 2) {
      const above = number(xy, i + 1) > y;
      if (above === number(xy, j + 1) > y) continue;
      const along = (y - number(xy, i + 1)) / (number(xy, j + 1) - number(xy, i + 1));
      if (x < number(xy, i) + along * (number(xy, j) - number(xy, i))) inside = !inside;
    }
  }
  return inside;
}

/** How far the point x, y is from a line, where that is less than `least`; else `least`. */
export function awayFrom(
  { xy, rings, firsts, boxes }: Shapes,
  index: number,
  x: number,
  y: number,
  least: number,
): number {
  const at = 4 * index;
  if (x < number(boxes, at) - least || y < number(boxes, at + 1) - least) return least;
  if (x > number(boxes, at + 2) + least || y > number(boxes, at + 3) + least) return least;
  let away = least;
  for (let ring = number(firsts, index); ring < number(firsts, index + 1); ring++) {
    const to = 2 * number(rings, ring + 1);
    for (let i = 2 * number(rings, ring); i + 2 < to; i += 2) {
      const [fromX, fromY] = [number(xy, i), number(xy, i + 1)];
      const [alongX, alongY] = [number(xy, i + 2) - fromX, number(xy, i + 3) - fromY];
      const part = ((x - fromX) * alongX + (y - fromY) * alongY) / (alongX ** 2 + alongY ** 2 || 1);
      const on = Math.max(0, Math.min(1, part));
      away = Math.min(away, Math.hypot(fromX + on * alongX - x, fromY + on * alongY - y));
    }
  }
  return away;
}

/** An element that is there: flat arrays are walked by their own lengths. */
export const number = (numbers: ArrayLike<number>, index: number): number =>
  numbers[index] as number;

/** Numbers that grow in number; a plain array of so many is slow to fill and to clear away. */
class Growing {
  #numbers = new Float64Array(1024);
  count = 0;

  /** Make room for so many more, to be written from `count` on. */
  room(more: number): Float64Array {
    if (this.count + more > this.#numbers.length) {
      const larger = new Float64Array(Math.max(2 * this.#numbers.length, this.count + more));
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    return this.#numbers;
  }

  put(value: number): void {
    this.room(1)[this.count++] = value;
  }

  get all(): Float64Array {
    return this.#numbers.subarray(0, this.count);
  }
}

/** Gathers shapes piece by piece; `finish` makes the flat arrays. */
export class ShapeList {
  readonly #xy = new Growing();
  readonly #rings = new Growing();
  readonly #firsts = new Growing();
  readonly #boxes = new Growing();

  constructor() {
    this.#rings.put(0);
    this.#firsts.put(0);
  }

  get count(): number {
    return this.#firsts.count - 1;
  }

  /** Add one shape of flat rings (x, y, x, y …); a ring's closing vertex is left out by the caller. */
  add(rings: readonly ArrayLike<number>[]): void {
    let west = Infinity;
    let north = Infinity;
    let east = -Infinity;
    let south = -Infinity;
    const corners = this.#xy;
    for (const ring of rings) {
      const xy = corners.room(ring.length);
      const from = corners.count;
      for (let i = 0; i < ring.length; i += 2) {
        const x = number(ring, i);
        const y = number(ring, i + 1);
        xy[from + i] = x;
        xy[from + i + 1] = y;
        if (x < west) west = x;
        if (x > east) east = x;
        if (y < north) north = y;
        if (y > south) south = y;
      }
      corners.count += ring.length;
      this.#rings.put(corners.count / 2);
    }
    this.#firsts.put(this.#rings.count - 1);
    for (const side of [west, north, east, south]) this.#boxes.put(side);
  }

  finish(numbers: typeof Int16Array | typeof Float64Array = Float64Array): Shapes {
    return {
      count: this.count,
      xy: new numbers(this.#xy.all),
      rings: new Uint32Array(this.#rings.all),
      firsts: new Uint32Array(this.#firsts.all),
      boxes: new numbers(this.#boxes.all),
    };
  }
}
