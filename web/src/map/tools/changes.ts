import { inside } from "../../domain/ring.ts";
import { distance, nearestOn } from "../../domain/snapping.ts";
import type { Place } from "../contract.ts";
import type { Ground, Pixel } from "./ground.ts";
import "./changes.css";

/** What an import would do to one thing. */
export type Change = "added" | "altered" | "vanished" | "ambiguous" | "rejected";

/** One thing of an import, in its place. */
export interface ChangedThing {
  readonly change: Change;
  readonly ref: string;
  /** Why it is ambiguous or rejected. */
  readonly message: string | null;
  /** Rings, lines and single points, each as places in order. */
  readonly parts: readonly (readonly Place[])[];
  readonly form: "area" | "line" | "point";
}

/** Above the areas' borders and the buildings, below the drawing tools. */
const ORDER = 590;
const MARGIN = 0.25;
const NEAR = 10;
/** The sign that tells a change from another one without its colour. */
const SIGN: Partial<Record<Change, string>> = { ambiguous: "?", rejected: "!" };

/**
 * The change set of an import on the map: added solid, altered dashed, vanished crossed out, ambiguous
 * with a question mark, rejected with an exclamation mark. Colour only helps.
 */
export class ChangeLayer {
  private readonly canvas = document.createElement("canvas");
  private readonly unwatch: () => void;
  private things: readonly ChangedThing[] = [];
  private marked: string | null = null;
  private frame = 0;

  constructor(private readonly ground: Ground) {
    this.canvas.className = "changes";
    this.canvas.setAttribute("aria-hidden", "true");
    ground.pane("changes", ORDER).append(this.canvas);
    this.unwatch = ground.watch((state) => {
      this.canvas.classList.toggle("moving", state === "moving");
      if (state === "still") this.later();
    });
  }

  show(things: readonly ChangedThing[]): void {
    this.things = things;
    this.later();
  }

  /** Makes one thing stand out. */
  mark(ref: string | null): void {
    this.marked = ref;
    this.later();
  }

  /** The thing at a place of the map, the last drawn first. */
  at(place: Place): ChangedThing | null {
    const spot = this.ground.pixel(place);
    for (let index = this.things.length - 1; index >= 0; index -= 1) {
      const thing = this.things[index];
      if (thing && this.touches(thing, spot)) return thing;
    }
    return null;
  }

  remove(): void {
    cancelAnimationFrame(this.frame);
    this.unwatch();
    this.canvas.remove();
  }

  private touches({ form, parts }: ChangedThing, spot: Pixel): boolean {
    return parts.some((part) => {
      const pixels = part.map((place) => this.ground.pixel(place));
      if (form === "area") return inside(spot, pixels);
      return pixels.some((pixel, at) => {
        const foot = nearestOn(spot, pixels[at - 1] ?? pixel, pixel);
        return distance(foot, spot) <= NEAR;
      });
    });
  }

  private later(): void {
    if (!this.frame) {
      this.frame = requestAnimationFrame(() => {
        this.frame = 0;
        this.draw();
      });
    }
  }

  private draw(): void {
    const { clientWidth, clientHeight } = this.ground.container;
    const left = -clientWidth * MARGIN;
    const top = -clientHeight * MARGIN;
    const width = Math.round(clientWidth * (1 + 2 * MARGIN));
    const height = Math.round(clientHeight * (1 + 2 * MARGIN));
    const origin = this.ground.origin();
    const dense = window.devicePixelRatio || 1;
    this.canvas.width = width * dense;
    this.canvas.height = height * dense;
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    this.canvas.style.transform = `translate(${left - origin.x}px, ${top - origin.y}px)`;
    const ink = this.canvas.getContext("2d");
    if (!ink) return;
    ink.scale(dense, dense);
    ink.translate(-left, -top);
    const brush = new Brush(ink, getComputedStyle(this.ground.container));
    let marked: ChangedThing | null = null;
    for (const thing of this.things) {
      if (thing.ref === this.marked) marked = thing;
      else this.one(brush, thing, [left, top, left + width, top + height]);
    }
    if (marked) this.one(brush, marked, [left, top, left + width, top + height], true);
  }

  private one(
    brush: Brush,
    thing: ChangedThing,
    [left, top, right, bottom]: readonly [number, number, number, number],
    marked = false,
  ): void {
    let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
    const parts = thing.parts.map((part) =>
      part.map((place) => {
        const pixel = this.ground.pixel(place);
        west = Math.min(west, pixel.x);
        east = Math.max(east, pixel.x);
        north = Math.min(north, pixel.y);
        south = Math.max(south, pixel.y);
        return pixel;
      }),
    );
    if (east < left || west > right || south < top || north > bottom) return;
    const middle = { x: (west + east) / 2, y: (north + south) / 2 };
    brush.thing(thing.change, thing.form, parts, middle, marked);
  }
}

/** Draws one thing as its change asks for. */
class Brush {
  private readonly colours: Record<Change, string>;
  private readonly panel: string;
  private readonly text: string;

  constructor(
    private readonly ink: CanvasRenderingContext2D,
    style: CSSStyleDeclaration,
  ) {
    const colour = (name: string) => style.getPropertyValue(name).trim();
    this.panel = colour("--panel");
    this.text = colour("--ink");
    this.colours = {
      added: colour("--accent"),
      altered: colour("--accent"),
      vanished: colour("--ink2"),
      ambiguous: colour("--work"),
      rejected: colour("--over"),
    };
    ink.lineJoin = "round";
    ink.textAlign = "center";
    ink.textBaseline = "middle";
    ink.font = `700 13px ${colour("--font")}`;
  }

  thing(
    change: Change,
    form: ChangedThing["form"],
    parts: readonly (readonly Pixel[])[],
    middle: Pixel,
    marked: boolean,
  ): void {
    const { ink } = this;
    const path = form === "point" ? dots(parts) : lines(parts, form === "area");
    const colour = this.colours[change];
    if (marked) {
      ink.strokeStyle = this.panel;
      ink.lineWidth = 8;
      ink.stroke(path);
      ink.strokeStyle = this.text;
      ink.lineWidth = 5;
      ink.stroke(path);
    }
    if (form !== "line" && change !== "vanished") {
      ink.globalAlpha = change === "added" ? 0.18 : 0.08;
      ink.fillStyle = colour;
      ink.fill(path, "evenodd");
      ink.globalAlpha = 1;
    }
    ink.strokeStyle = colour;
    ink.lineWidth = 2;
    ink.setLineDash(change === "altered" ? [6, 4] : change === "ambiguous" ? [2, 3] : []);
    ink.stroke(path);
    ink.setLineDash([]);
    if (change === "vanished") this.cross(path, parts, form, middle);
    const sign = SIGN[change];
    if (sign) this.sign(sign, middle, colour);
  }

  private cross(
    path: Path2D,
    parts: readonly (readonly Pixel[])[],
    form: ChangedThing["form"],
    middle: Pixel,
  ): void {
    const { ink } = this;
    const far = Math.max(6, ...parts.flat().map((pixel) => distance(pixel, middle)));
    ink.save();
    if (form === "area") ink.clip(path, "evenodd");
    ink.lineWidth = 1.5;
    ink.beginPath();
    ink.moveTo(middle.x - far, middle.y - far);
    ink.lineTo(middle.x + far, middle.y + far);
    ink.moveTo(middle.x - far, middle.y + far);
    ink.lineTo(middle.x + far, middle.y - far);
    ink.stroke();
    ink.restore();
  }

  private sign(sign: string, { x, y }: Pixel, colour: string): void {
    const { ink } = this;
    ink.beginPath();
    ink.arc(x, y, 9, 0, 2 * Math.PI);
    ink.fillStyle = this.panel;
    ink.fill();
    ink.strokeStyle = colour;
    ink.stroke();
    ink.fillStyle = colour;
    ink.fillText(sign, x, y + 0.5);
  }
}

function lines(parts: readonly (readonly Pixel[])[], closed: boolean): Path2D {
  const path = new Path2D();
  for (const part of parts) {
    part.forEach(({ x, y }, at) => {
      if (at === 0) path.moveTo(x, y);
      else path.lineTo(x, y);
    });
    if (closed) path.closePath();
  }
  return path;
}

function dots(parts: readonly (readonly Pixel[])[]): Path2D {
  const path = new Path2D();
  for (const { x, y } of parts.flat()) {
    path.moveTo(x + 6, y);
    path.arc(x, y, 6, 0, 2 * Math.PI);
  }
  return path;
}
