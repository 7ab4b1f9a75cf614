import { type Point, toPlace, toPoint } from "../../domain/mercator.ts";
import { rectangleBetween, rectangleOn } from "../../domain/rectangle.ts";
import { crossesItself, squareMetres } from "../../domain/ring.ts";
import { distance, type SnapLine, snap } from "../../domain/snapping.ts";
import type { Place } from "../contract.ts";
import type { Ground, Pixel } from "./ground.ts";
import { Sketch, type Stroke } from "./sketch.ts";
import { type ToolBar, toolBar } from "./toolbar.ts";

/**
 * What can be drawn: one point; a line; a polygon, corner by corner; an upright rectangle by two
 * opposite corners; a turned one by one of its sides and then its depth.
 */
export type Shape = "point" | "line" | "polygon" | "upright" | "turned";

/** What the tools say. */
export interface DrawWords {
  /** What to do next, by shape and by how many points are set. */
  readonly hint: (shape: Shape, points: number) => string;
  readonly area: (squareMetres: number) => string;
  readonly crossing: string;
  readonly finish: string;
  readonly back: string;
  readonly cancel: string;
  readonly snapping: string;
  readonly keys: string;
}

export interface DrawOptions {
  readonly words: DrawWords;
  /** Lines to snap to, in the flat world; without it nothing snaps. */
  readonly lines?: () => readonly SnapLine[];
  /** Ends the drawing from outside. */
  readonly signal?: AbortSignal;
  /** Whether a tool bar is shown on the map; a point that is set by one press needs none. */
  readonly bar?: boolean;
  /** Whether the keys are the map's at once; not where they still choose between tools. */
  readonly keys?: boolean;
  /** Whether a drag draws too, and finishes with its end, instead of panning the map. */
  readonly freehand?: boolean;
}

/** How near, in pixels, a press must be to a line to snap to it, and to a corner to mean that one. */
const REACH = 12;
const SAME = 10;
/** Pixels between two points of a line that is drawn by a drag. */
const STEP = 3;

const LEAST: Record<Shape, number> = { point: 1, line: 2, polygon: 3, upright: 2, turned: 3 };
const MOST: Record<Shape, number> = {
  point: 1,
  line: Number.POSITIVE_INFINITY,
  polygon: Number.POSITIVE_INFINITY,
  upright: 2,
  turned: 3,
};

/**
 * Lets a person draw a shape on the map.
 *
 * Presses set points, Backspace takes the last one back, Enter, a double press or the first corner
 * finish, Esc gives up. Where a free hand is allowed a drag draws a line or a ring at once. By
 * keyboard the arrows move the map under a crosshair, Enter or Space set a point there, and Enter in
 * the same place finishes.
 *
 * @returns the corners, the first one not repeated, or null when it was given up.
 */
export function draw(
  ground: Ground,
  shape: Shape,
  options: DrawOptions,
): Promise<readonly Place[] | null> {
  return new Promise((resolve) => new Drawing(ground, shape, options, resolve));
}

class Drawing {
  private readonly sketch: Sketch;
  private readonly bar: ToolBar | null;
  private readonly points: Point[] = [];
  /** How many of them are set by presses; what a drag drew follows. */
  private pressed: number | null = null;
  /** Where the next point would be. */
  private next: Point | null = null;
  private snapped = false;
  private snapping = true;
  private byKeys = false;
  /** What had the focus before: it gets it back. */
  private readonly before = document.activeElement;
  private readonly abort = () => this.end(null);

  constructor(
    private readonly ground: Ground,
    private readonly shape: Shape,
    private readonly options: DrawOptions,
    private readonly resolve: (corners: readonly Place[] | null) => void,
  ) {
    this.sketch = new Sketch(ground, () => this.strokes());
    const { words } = options;
    this.bar =
      options.bar === false
        ? null
        : toolBar(this.sketch.element, ground.insets(), {
            words,
            snapping: Boolean(options.lines),
            finish: () => this.finish(),
            back: () => this.back(),
            cancel: () => this.end(null),
            snap: (on) => {
              this.snapping = on;
            },
          });
    this.sketch.onPress((at, event) => this.press(at, event));
    this.sketch.onMove((at, event) => this.hover(at, event));
    this.sketch.onKey((event) => this.key(event));
    if (options.freehand) {
      this.sketch.onDrag({
        to: (at) => this.trail(at),
        end: () => this.finish(),
        drop: () => this.dropTrail(),
      });
    }
    options.signal?.addEventListener("abort", this.abort);
    // The keys are the map's now, not those of the button that began.
    if (this.takesKeys) ground.container.focus({ preventScroll: true });
    this.changed();
    if (options.signal?.aborted) this.end(null);
  }

  private get takesKeys(): boolean {
    return this.bar !== null && this.options.keys !== false;
  }

  private press(at: Pixel, event: MouseEvent): void {
    this.byKeys = false;
    // The second press of a double one sets no further point: it finishes.
    if (event.detail > 1 && this.points.length >= LEAST[this.shape]) this.finish();
    else this.set(at, event.altKey);
  }

  private set(at: Pixel, free: boolean): void {
    const first = this.points[0];
    if (this.shape === "polygon" && this.points.length >= 3 && first && this.near(first, at)) {
      this.finish();
      return;
    }
    const last = this.points[this.points.length - 1];
    const found = this.found(at, free);
    // Also where both snap to the same point, farther away than that.
    if (last && (this.near(last, at) || this.near(last, this.pixel(found)))) {
      if (this.byKeys && this.points.length >= LEAST[this.shape]) this.finish();
      return;
    }
    this.points.push(found);
    if (this.points.length >= MOST[this.shape]) this.finish();
    else this.changed();
  }

  private trail(at: Pixel): void {
    this.pressed ??= this.points.length;
    this.byKeys = false;
    this.next = null;
    const last = this.points[this.points.length - 1];
    if (last && distance(this.pixel(last), at) < STEP) return;
    this.points.push(this.found(at, false));
    this.sketch.show();
  }

  private dropTrail(): void {
    this.points.length = this.pressed ?? this.points.length;
    this.pressed = null;
    this.changed();
  }

  private hover(at: Pixel, event: PointerEvent): void {
    if (event.pointerType === "touch" || this.pressed !== null) return;
    this.byKeys = false;
    this.next = this.found(at, event.altKey);
    this.sketch.show();
  }

  private key(event: KeyboardEvent): boolean {
    // Without a bar the tool is part of its page: keys are meant for it while the map has the focus.
    const { target } = event;
    const onMap = target instanceof Node && this.ground.container.contains(target);
    if (!this.bar && !onMap) return false;
    switch (event.key) {
      case "Escape":
        if (!this.bar) return false;
        this.end(null);
        return true;
      case "Backspace":
        this.back();
        return true;
      case "Enter":
      case " ":
        if (event.key === "Enter" && !this.byKeys && this.points.length >= LEAST[this.shape]) {
          this.finish();
        } else {
          this.byKeys = true;
          this.set(this.sketch.middle(), event.altKey);
        }
        return true;
      default:
        if (event.key.startsWith("Arrow")) {
          this.byKeys = true;
          this.sketch.show();
        }
        return false;
    }
  }

  private back(): void {
    this.points.pop();
    this.changed();
  }

  private finish(): void {
    if (this.points.length < LEAST[this.shape]) {
      if (this.pressed !== null) this.dropTrail();
      return;
    }
    const corners = this.outline(this.points);
    // By a free hand the ends always cross a little.
    if (this.shape === "polygon" && this.pressed === null && crossesItself(corners)) {
      this.bar?.say(this.options.words.crossing);
      return;
    }
    this.end(corners.map(toPlace));
  }

  private end(corners: readonly Place[] | null): void {
    this.options.signal?.removeEventListener("abort", this.abort);
    this.sketch.remove();
    if (this.takesKeys && this.before instanceof HTMLElement) {
      this.before.focus({ preventScroll: true });
    }
    this.resolve(corners);
  }

  private changed(): void {
    const { words } = this.options;
    const set = this.points.length;
    const hint = words.hint(this.shape, set);
    const area = this.shape === "polygon" && set >= 3 ? squareMetres(this.points) : null;
    this.bar?.say(area === null ? hint : `${words.area(area)} · ${hint}`);
    this.bar?.allow({ finish: set >= LEAST[this.shape], back: set > 0 });
    this.sketch.show();
  }

  /** The point that a press at this pixel means. */
  private found(at: Pixel, free: boolean): Point {
    const point = toPoint(this.sketch.place(at));
    const lines = this.snapping && !free ? this.options.lines?.() : undefined;
    const found = lines ? snap(point, lines, this.units(at, REACH)) : null;
    this.snapped = found !== null;
    return found?.point ?? point;
  }

  /** So many pixels in units of the flat world. */
  private units(at: Pixel, pixels: number): number {
    const beside = toPoint(this.sketch.place({ x: at.x + pixels, y: at.y }));
    return Math.abs(beside.x - toPoint(this.sketch.place(at)).x);
  }

  private near(point: Point, at: Pixel): boolean {
    return distance(this.pixel(point), at) <= SAME;
  }

  private outline(points: readonly Point[]): readonly Point[] {
    const [a, b, c] = points;
    if (this.shape === "upright" && a && b) return rectangleBetween(a, b);
    if (this.shape === "turned" && a && b && c) return rectangleOn(a, b, c);
    return points;
  }

  private strokes(): readonly Stroke[] {
    if (this.byKeys) this.next = this.found(this.sketch.middle(), false);
    const ahead = this.next && this.points.length < MOST[this.shape] ? [this.next] : [];
    const shown = this.outline([...this.points, ...ahead]).map((point) => this.pixel(point));
    const strokes: Stroke[] = [];
    const closed = this.shape !== "line" && shown.length > 2;
    if (shown.length > 1) strokes.push({ kind: closed ? "ring" : "line", points: shown });
    for (const [at, point] of this.points.slice(0, this.pressed ?? undefined).entries()) {
      const kind = at === 0 && this.shape === "polygon" ? "start" : "corner";
      strokes.push({ kind, points: [this.pixel(point)] });
    }
    if (this.next && this.snapped) strokes.push({ kind: "snap", points: [this.pixel(this.next)] });
    if (this.byKeys) strokes.push({ kind: "cross", points: [this.sketch.middle()] });
    return strokes;
  }

  private pixel(point: Point): Pixel {
    return this.ground.pixel(toPlace(point));
  }
}
