import { type Point, toPlace, toPoint } from "../../domain/mercator.ts";
import { crossesItself } from "../../domain/ring.ts";
import { distance, type SnapLine, snap } from "../../domain/snapping.ts";
import type { Place } from "../contract.ts";
import type { Ground, Pixel } from "./ground.ts";
import { Sketch, type Stroke } from "./sketch.ts";
import { type ToolBar, type ToolBarWords, toolBar } from "./toolbar.ts";

/** What the handles of an outline say to a screen reader. */
export interface EditWords {
  readonly corner: (number: number, of: number) => string;
  readonly between: (number: number) => string;
  readonly bar: ToolBarWords;
}

export interface EditOptions {
  readonly words: EditWords;
  readonly lines: () => readonly SnapLine[];
  /** Called after each change, with whether every ring has a clear inside. */
  readonly changed: (rings: readonly (readonly Place[])[], sound: boolean) => void;
  readonly save: () => void;
  readonly cancel: () => void;
}

const REACH = 12;
/** A side shorter than this has no room for a handle of its own. */
const ROOM = 44;

/** What a person holds on to: a corner, or the middle of the side that begins there. */
interface Handle {
  readonly element: HTMLButtonElement;
  readonly ring: number;
  readonly corner: number;
  readonly between: boolean;
}

const STEPS: Record<string, Pixel> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/**
 * Redraws an outline: corners are dragged (or moved by the arrow keys), the small handles between
 * them make new corners, a double press or Delete takes one away, Ctrl+Z takes the last change back.
 * Alt keeps a corner from snapping.
 */
export class OutlineEdit {
  private readonly sketch: Sketch;
  private rings: readonly (readonly Point[])[];
  private readonly before: (readonly (readonly Point[])[])[] = [];
  private handles: Handle[] = [];
  private snapped: Point | null = null;
  private dragged = false;
  private snapping = true;
  private readonly bar: ToolBar;

  constructor(
    private readonly ground: Ground,
    rings: readonly (readonly Place[])[],
    private readonly options: EditOptions,
  ) {
    this.rings = rings.map((ring) => ring.map(toPoint));
    this.sketch = new Sketch(ground, () => this.strokes());
    this.sketch.element.classList.add("editing");
    this.sketch.onPress(() => {});
    this.bar = toolBar(this.sketch.element, ground.insets(), {
      words: options.words.bar,
      snapping: true,
      finish: options.save,
      back: () => this.back(),
      cancel: options.cancel,
      snap: (on) => {
        this.snapping = on;
      },
    });
    this.say("", false);
    this.sketch.onKey((event) => {
      if (event.key === "Escape") {
        options.cancel();
        return true;
      }
      const back = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey);
      if (back) this.back();
      return back;
    });
    this.hold();
  }

  /** Tells what the outline would do, and whether it can be saved as it is. */
  say(hint: string, savable: boolean): void {
    this.bar.say(hint);
    this.bar.allow({ finish: savable, back: this.before.length > 0 });
  }

  /** Takes the last change back. */
  back(): void {
    const rings = this.before.pop();
    if (!rings) return;
    this.rings = rings;
    this.hold();
    this.tell();
  }

  remove(): void {
    this.sketch.remove();
  }

  private strokes(): readonly Stroke[] {
    this.place();
    const strokes: Stroke[] = this.rings.map((ring) => ({
      kind: "ring",
      points: ring.map((corner) => this.pixel(corner)),
    }));
    if (this.snapped) strokes.push({ kind: "snap", points: [this.pixel(this.snapped)] });
    return strokes;
  }

  /** Makes a handle for each corner and each side. */
  private hold(): void {
    for (const { element } of this.handles) element.remove();
    const { words } = this.options;
    this.handles = this.rings.flatMap((ring, which) =>
      ring.flatMap((_, at) => [
        this.handle(which, at, false, words.corner(at + 1, ring.length)),
        this.handle(which, at, true, words.between(at + 1)),
      ]),
    );
    this.sketch.element.append(...this.handles.map(({ element }) => element));
    this.sketch.show();
  }

  private handle(ring: number, corner: number, between: boolean, label: string): Handle {
    const element = document.createElement("button");
    element.type = "button";
    element.className = between ? "handle between" : "handle";
    element.setAttribute("aria-label", label);
    const handle = { element, ring, corner, between };
    for (const name of ["pointerdown", "mousedown", "touchstart", "dblclick"]) {
      element.addEventListener(name, (event) => event.stopPropagation(), { passive: true });
    }
    if (between) {
      element.addEventListener("click", () => this.insert(handle));
    } else {
      element.addEventListener("pointerdown", (event) => this.drag(handle, event));
      element.addEventListener("keydown", (event) => this.key(handle, event));
      element.addEventListener("dblclick", () => this.drop(handle));
    }
    return handle;
  }

  /**
   * Puts the handles where their corners are. Those out of sight or under a panel go, and those too near to another
   * one to be told apart by a hand: closer up they come back.
   */
  private place(): void {
    const { clientWidth, clientHeight } = this.ground.container;
    const { top, right, bottom, left, rightTop = 0 } = this.ground.insets();
    const apart = matchMedia("(pointer: coarse)").matches ? 40 : 28;
    const shown: Pixel[] = [];
    const corners = this.handles.filter(({ between }) => !between);
    const sides = this.handles.filter(({ between }) => between);
    for (const handle of [...corners, ...sides]) {
      const { element } = handle;
      const spot = this.spot(handle);
      const seen =
        spot !== null &&
        spot.x > left &&
        spot.y > top &&
        (spot.x < clientWidth - right || spot.y < rightTop) &&
        spot.y < clientHeight - bottom &&
        !this.bar.covers(spot);
      const held = element === document.activeElement;
      const free = seen && shown.every((other) => distance(other, spot) >= apart);
      element.hidden = !seen || !(free || held);
      if (!spot || element.hidden) continue;
      shown.push(spot);
      element.style.left = `${spot.x}px`;
      element.style.top = `${spot.y}px`;
    }
  }

  /** Where a handle belongs; a side that is too short has no place for one. */
  private spot({ ring, corner, between }: Handle): Pixel | null {
    const corners = this.rings[ring] ?? [];
    const here = corners[corner];
    const next = corners[(corner + 1) % corners.length];
    if (!here || !next) return null;
    const start = this.pixel(here);
    if (!between) return start;
    const end = this.pixel(next);
    if (distance(start, end) < ROOM) return null;
    return { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
  }

  private drag({ element, ring, corner }: Handle, down: PointerEvent): void {
    element.setPointerCapture(down.pointerId);
    element.focus({ preventScroll: true });
    this.remember();
    const move = (event: PointerEvent) => {
      this.dragged = true;
      const to = this.found(this.sketch.at(event), event.altKey);
      this.change(ring, (old) => old.map((other, at) => (at === corner ? to : other)));
      this.sketch.show();
    };
    const up = () => {
      element.removeEventListener("pointermove", move);
      element.removeEventListener("pointerup", up);
      element.removeEventListener("pointercancel", up);
      this.snapped = null;
      if (this.dragged) this.tell();
      else this.before.pop();
      this.dragged = false;
      this.sketch.show();
    };
    element.addEventListener("pointermove", move);
    element.addEventListener("pointerup", up);
    element.addEventListener("pointercancel", up);
  }

  /** The handle of a side makes a corner in its middle and hands the focus to it. */
  private insert({ ring, corner }: Handle): void {
    const corners = this.rings[ring] ?? [];
    const start = corners[corner];
    const end = corners[(corner + 1) % corners.length];
    if (!start || !end) return;
    const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
    this.remember();
    this.change(ring, (old) => [...old.slice(0, corner + 1), middle, ...old.slice(corner + 1)]);
    this.hold();
    this.focus(ring, corner + 1);
    this.tell();
  }

  /** Takes a corner away, as long as there are more than a triangle's. */
  private drop({ ring, corner }: Pick<Handle, "ring" | "corner">): void {
    if ((this.rings[ring]?.length ?? 0) <= 3) return;
    this.remember();
    this.change(ring, (old) => old.filter((_, at) => at !== corner));
    this.hold();
    this.focus(ring, Math.max(0, corner - 1));
    this.tell();
  }

  private key({ ring, corner }: Handle, event: KeyboardEvent): void {
    const corners = this.rings[ring] ?? [];
    const step = STEPS[event.key];
    const from = corners[corner];
    if (step && from) {
      const far = event.shiftKey ? 10 : 1;
      const pixel = this.pixel(from);
      const to = this.point({ x: pixel.x + step.x * far, y: pixel.y + step.y * far });
      this.remember();
      this.change(ring, (old) => old.map((other, at) => (at === corner ? to : other)));
      this.sketch.show();
      this.tell();
    } else if (event.key === "Delete" || event.key === "Backspace") {
      this.drop({ ring, corner });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private focus(ring: number, corner: number): void {
    this.place();
    const held = this.handles.find(
      (handle) => handle.ring === ring && handle.corner === corner && !handle.between,
    );
    held?.element.focus();
  }

  private change(ring: number, how: (ring: readonly Point[]) => readonly Point[]): void {
    this.rings = this.rings.map((old, at) => (at === ring ? how(old) : old));
  }

  private remember(): void {
    this.before.push(this.rings);
  }

  private tell(): void {
    const sound = this.rings.every((ring) => !crossesItself(ring));
    this.options.changed(
      this.rings.map((ring) => ring.map(toPlace)),
      sound,
    );
  }

  private found(spot: Pixel, free: boolean): Point {
    const point = this.point(spot);
    const reach = Math.abs(this.point({ x: spot.x + REACH, y: spot.y }).x - point.x);
    const found = this.snapping && !free ? snap(point, this.options.lines(), reach) : null;
    this.snapped = found?.point ?? null;
    return found?.point ?? point;
  }

  private point(spot: Pixel): Point {
    return toPoint(this.ground.place(spot));
  }

  private pixel(point: Point): Pixel {
    return this.ground.pixel(toPlace(point));
  }
}
