import { affineOf, type Pin } from "../../domain/affine.ts";
import { toPoint } from "../../domain/mercator.ts";
import type { Place } from "../contract.ts";
import type { Ground, Pixel } from "./ground.ts";
import "./backdrop.css";

/** A point of the picture, in its pixels, and where that point is on the ground. */
export interface PlacedPin {
  readonly picture: Pixel;
  readonly place: Place;
}

export type ThreePins = readonly [PlacedPin, PlacedPin, PlacedPin];

/** Over the ground, but only darker where the plan is: what is drawn below stays to be read. */
const ORDER = 260;

/** A scanned plan lying under the work, pinned to the ground at three points. */
export class BackdropLayer {
  private readonly picture = new Image();
  private readonly pane: HTMLElement;
  private readonly unwatch: () => void;
  private pins: ThreePins | null = null;

  constructor(
    private readonly ground: Ground,
    address: string,
    size: { readonly width: number; readonly height: number },
  ) {
    this.pane = ground.pane("backdrop", ORDER);
    this.picture.className = "backdrop-picture";
    this.picture.alt = "";
    this.picture.src = address;
    this.picture.style.width = `${size.width}px`;
    this.picture.style.height = `${size.height}px`;
    this.picture.hidden = true;
    this.pane.append(this.picture);
    this.unwatch = ground.watch((state) => {
      this.picture.classList.toggle("moving", state === "moving");
      if (state === "still") this.lay();
    });
  }

  /** Lays the picture by its pins; it is not shown where they pin nothing. */
  pin(pins: ThreePins | null): void {
    this.pins = pins;
    this.lay();
  }

  /** `share` from 0, not to be seen, to 1, hiding what is under it. */
  fade(share: number): void {
    this.picture.style.opacity = String(share);
  }

  remove(): void {
    this.unwatch();
    this.picture.remove();
  }

  private lay(): void {
    const matrix = this.pins && matrixOf(this.pins, this.ground);
    this.picture.hidden = !matrix;
    if (matrix) this.picture.style.transform = matrix;
  }
}

/** The CSS transform that takes the picture's pixels to those of the map's pane. */
export function matrixOf(pins: ThreePins, ground: Pick<Ground, "pixel" | "origin">): string | null {
  const origin = ground.origin();
  const lay = ({ picture, place }: PlacedPin): Pin => {
    const { x, y } = ground.pixel(place);
    return { picture, world: { x: x - origin.x, y: y - origin.y } };
  };
  const found = affineOf([lay(pins[0]), lay(pins[1]), lay(pins[2])]);
  if (!found) return null;
  const { a, b, c, d, e, f } = found;
  return `matrix(${[a, b, c, d, e, f].map((value) => value.toPrecision(12)).join(",")})`;
}

/** The same three pins in the flat world, for checks that no zoom should change. */
export function inWorld(pins: ThreePins): readonly [Pin, Pin, Pin] {
  const lay = ({ picture, place }: PlacedPin): Pin => ({ picture, world: toPoint(place) });
  return [lay(pins[0]), lay(pins[1]), lay(pins[2])];
}
