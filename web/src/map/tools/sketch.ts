import { distance } from "../../domain/snapping.ts";
import type { Place } from "../contract.ts";
import type { Ground, Pixel } from "./ground.ts";
import "./sketch.css";

const SVG = "http://www.w3.org/2000/svg";
/** A press that wanders further than this is a pan. */
const STEADY = 8;

/** A shape of a sketch, in pixels of the map's element. */
export interface Stroke {
  readonly kind: "line" | "ring" | "guide" | "snap" | "corner" | "start" | "cross";
  readonly points: readonly Pixel[];
}

/**
 * A transparent sheet over the map that takes presses for a tool and shows its strokes. Pans and
 * zooms pass through it to the map; a press that did not wander comes to the tool.
 */
export class Sketch {
  readonly element: HTMLDivElement;
  private readonly drawing: SVGSVGElement;
  private readonly ends: (() => void)[] = [];
  private pressed: Pixel | null = null;
  private frame = 0;

  constructor(
    readonly ground: Ground,
    /** What is to be shown now; asked again whenever the map has moved. */
    private readonly strokes: () => readonly Stroke[],
  ) {
    this.element = document.createElement("div");
    this.element.className = "sketch";
    this.drawing = document.createElementNS(SVG, "svg");
    this.drawing.setAttribute("aria-hidden", "true");
    this.element.append(this.drawing);
    ground.container.append(this.element);
    this.ends.push(ground.hold());
    this.ends.push(
      ground.watch((state) => {
        this.element.classList.toggle("moving", state === "moving");
        if (state === "still") this.show();
      }),
    );
    this.show();
  }

  /** Calls with the pixel of each press; `twice` for the second one of a double press. */
  onPress(listener: (at: Pixel, event: MouseEvent) => void): void {
    this.listen("pointerdown", (event) => {
      this.pressed = event.isPrimary ? this.at(event) : null;
    });
    this.listen("click", (event) => {
      event.stopPropagation();
      const at = this.at(event);
      if (event.target instanceof Element && event.target.closest("button")) return;
      if (this.pressed && distance(this.pressed, at) <= STEADY) listener(at, event);
    });
    // The map would zoom in: the second press of a double one finishes what is drawn.
    this.listen("dblclick", (event) => event.stopPropagation());
  }

  /**
   * Hands drags by the mouse or by one finger to the tool, from where they began: the map pans by
   * its keys and by two fingers then. A second finger drops what was dragged.
   */
  onDrag(drag: { to: (at: Pixel) => void; end: () => void; drop: () => void }): void {
    let from: Pixel | null = null;
    let dragging = false;
    const over = (tell: () => void) => {
      if (dragging) tell();
      from = null;
      dragging = false;
    };
    this.listen("mousedown", (event) => event.stopPropagation());
    this.listen("touchstart", (event) => {
      if (event.touches.length === 1) event.stopPropagation();
    });
    this.listen("pointerdown", (event) => {
      if (event.isPrimary && event.button === 0) from = this.at(event);
      else over(drag.drop);
    });
    this.listen("pointermove", (event) => {
      if (!from || !event.isPrimary) return;
      const at = this.at(event);
      if (!dragging && distance(from, at) <= STEADY) return;
      if (!dragging) {
        dragging = true;
        // A drag goes on where it leaves the map.
        this.element.setPointerCapture?.(event.pointerId);
        drag.to(from);
      }
      drag.to(at);
    });
    this.listen("pointerup", (event) => {
      if (event.isPrimary) over(drag.end);
    });
    this.listen("pointercancel", () => over(drag.drop));
  }

  /** Calls with the pixel under the mouse or the dragging finger. */
  onMove(listener: (at: Pixel, event: PointerEvent) => void): void {
    this.listen("pointermove", (event) => listener(this.at(event), event));
  }

  /** Calls before the map hears of a key; `true` from the listener keeps it from the map. */
  onKey(listener: (event: KeyboardEvent) => boolean): void {
    const heard = (event: KeyboardEvent) => {
      if (event.key !== "Escape" && typing(event.target)) return;
      if (listener(event)) {
        event.preventDefault();
        event.stopPropagation();
      }
    };
    window.addEventListener("keydown", heard, true);
    this.ends.push(() => window.removeEventListener("keydown", heard, true));
  }

  /** The middle of what panels leave free, where the crosshair of the keyboard stands. */
  middle(): Pixel {
    const { clientWidth, clientHeight } = this.ground.container;
    const { top, right, bottom, left } = this.ground.insets();
    return { x: (left + clientWidth - right) / 2, y: (top + clientHeight - bottom) / 2 };
  }

  place(at: Pixel): Place {
    return this.ground.place(at);
  }

  pixel(place: Place): Pixel {
    return this.ground.pixel(place);
  }

  /** Draws anew, once for all calls before the next frame. */
  show(): void {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.drawing.replaceChildren(...this.strokes().map(shapeOf));
    });
  }

  /** Takes no more presses, and goes once what came of it is seen: that is what is waited for. */
  remove(): void {
    cancelAnimationFrame(this.frame);
    for (const end of this.ends.splice(0)) end();
    this.element.inert = true;
    this.element.style.pointerEvents = "none";
    requestAnimationFrame(() => setTimeout(() => this.element.remove()));
  }

  at(event: MouseEvent): Pixel {
    const box = this.element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  private listen<Name extends keyof HTMLElementEventMap>(
    name: Name,
    listener: (event: HTMLElementEventMap[Name]) => void,
  ): void {
    this.element.addEventListener(name, listener);
  }
}

/** Whether a key belongs to the element it is pressed in. */
function typing(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, button, a") !== null;
}

function shapeOf({ kind, points }: Stroke): SVGElement {
  const [first = { x: 0, y: 0 }] = points;
  if (kind === "line" || kind === "ring" || kind === "guide") {
    const line = document.createElementNS(SVG, kind === "ring" ? "polygon" : "polyline");
    line.setAttribute("points", points.map(({ x, y }) => `${x},${y}`).join(" "));
    return classed(line, kind);
  }
  if (kind === "corner" || kind === "start") {
    const dot = document.createElementNS(SVG, "circle");
    dot.setAttribute("cx", `${first.x}`);
    dot.setAttribute("cy", `${first.y}`);
    dot.setAttribute("r", kind === "start" ? "7" : "5");
    return classed(dot, kind);
  }
  // Snapped: a diamond, so that it is told from a corner by its form. Keyboard: a cross.
  const mark = document.createElementNS(SVG, "path");
  const { x, y } = first;
  const form =
    kind === "snap"
      ? `M${x} ${y - 9}L${x + 9} ${y}L${x} ${y + 9}L${x - 9} ${y}Z`
      : `M${x - 16} ${y}H${x - 4}M${x + 4} ${y}H${x + 16}M${x} ${y - 16}V${y - 4}M${x} ${y + 4}V${y + 16}`;
  mark.setAttribute("d", form);
  return classed(mark, kind);
}

function classed(shape: SVGElement, name: string): SVGElement {
  shape.setAttribute("class", name);
  return shape;
}
