import type { Ground, Pixel } from "./ground.ts";
import { PlanBrush } from "./planBrush.ts";
import type { PlanPicture } from "./planPicture.ts";
import { around, EVERYWHERE, NOWHERE, pieceChanged } from "./planPiece.ts";
import { coloursOf, grown, wipe, wipeWithin } from "./planSheet.ts";
import { PlanWriting } from "./planWriting.ts";
import "./plan.css";

/** Below street names, and above all that is written. */
const ORDER = { ground: 340, writing: 630 };
const MARGIN = 0.05;
/** Pixels by which edges reach beyond what they are of. */
const EDGE = 5;

/**
 * A plan on the map: its areas in pale tones, new borders solid and today's dotted, what is moved
 * hatched, with an arrow for every pair of areas.
 */
export class PlanLayer {
  private readonly below: HTMLCanvasElement;
  private readonly above: HTMLCanvasElement;
  private readonly brush = new PlanBrush();
  private readonly writing = new PlanWriting();
  private readonly unwatch: () => void;
  private picture: PlanPicture | null = null;
  /** The piece of the ground, in the picture's frame, that has yet to be drawn. */
  private stale = EVERYWHERE;
  private frame = 0;

  constructor(private readonly ground: Ground) {
    this.below = canvas(ground.pane("plan", ORDER.ground));
    this.above = canvas(ground.pane("plan-writing", ORDER.writing));
    this.unwatch = ground.watch((state) => {
      for (const sheet of [this.below, this.above]) {
        sheet.classList.toggle("moving", state === "moving");
      }
      if (state !== "still") return;
      this.stale = EVERYWHERE;
      this.later();
    });
  }

  show(picture: PlanPicture | null): void {
    this.stale = around(this.stale, pieceChanged(this.picture, picture));
    this.picture = picture;
    if (picture) this.brush.prepare(picture);
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.draw();
  }

  remove(): void {
    cancelAnimationFrame(this.frame);
    this.unwatch();
    this.below.remove();
    this.above.remove();
  }

  private later(): void {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  private draw(): void {
    const { picture } = this;
    const [below, above] = [this.lay(this.below), this.lay(this.above)];
    if (!below || !above) return;
    if (below.blank || above.blank || !picture) this.stale = EVERYWHERE;
    if (!picture) {
      wipe(below.ink);
      wipe(above.ink);
      return;
    }
    const colour = coloursOf(getComputedStyle(this.ground.container));
    const { corner, scale } = this.lieOf(picture);
    const { ink } = below;
    const piece = this.stale;
    this.stale = NOWHERE;
    const anew = piece.left === -Infinity;
    ink.save();
    if (anew) {
      wipe(ink);
      this.brush.draw(ink, picture, colour, { corner, scale }, EVERYWHERE);
    } else if (piece.left <= piece.right) {
      const box = {
        left: corner.x + piece.left * scale,
        top: corner.y + piece.top * scale,
        right: corner.x + piece.right * scale,
        bottom: corner.y + piece.bottom * scale,
      };
      wipeWithin(ink, [grown(box, EDGE)]);
      // What stands beside the piece may reach into it by its edge.
      this.brush.draw(
        ink,
        picture,
        colour,
        { corner, scale },
        grown(piece, (2 * EDGE + 1) / scale),
      );
    }
    ink.restore();
    const lie = {
      at: (x: number, y: number) => ({ x: corner.x + x * scale, y: corner.y + y * scale }),
      width: this.ground.container.clientWidth,
      height: this.ground.container.clientHeight,
      scale,
      insets: this.ground.insets(),
    };
    this.writing.draw(above.ink, picture, colour, lie, anew);
  }

  /** Where a picture lies: its frame is as flat as the map, so one place and one length tell. */
  private lieOf({ frame }: PlanPicture): { readonly corner: Pixel; readonly scale: number } {
    const at = (x: number): Pixel => this.ground.pixel(frame.place({ x, y: 0 }));
    const corner = at(0);
    return { corner, scale: (at(1000).x - corner.x) / 1000 };
  }

  /**
   * Lays a canvas over what is seen and somewhat more; pixels of it are those of the container. Tells
   * whether all that was on it is gone.
   */
  private lay(
    sheet: HTMLCanvasElement,
  ): { readonly ink: CanvasRenderingContext2D; readonly blank: boolean } | null {
    const { clientWidth, clientHeight } = this.ground.container;
    const left = -Math.round(clientWidth * MARGIN);
    const top = -Math.round(clientHeight * MARGIN);
    const width = clientWidth - 2 * left;
    const height = clientHeight - 2 * top;
    const origin = this.ground.origin();
    const dense = window.devicePixelRatio || 1;
    const ink = sheet.getContext("2d");
    const [wide, high] = [Math.round(width * dense), Math.round(height * dense)];
    // A sheet of the same size is kept, for a new one costs a frame.
    const blank = sheet.width !== wide || sheet.height !== high;
    if (blank) {
      sheet.width = wide;
      sheet.height = high;
      sheet.style.width = `${width}px`;
      sheet.style.height = `${height}px`;
    }
    sheet.style.transform = `translate(${left - origin.x}px, ${top - origin.y}px)`;
    ink?.setTransform(dense, 0, 0, dense, -left * dense, -top * dense);
    return ink && { ink, blank };
  }
}

function canvas(pane: HTMLElement): HTMLCanvasElement {
  const sheet = document.createElement("canvas");
  sheet.className = "plan-canvas";
  // The panels beside the map say the same in words.
  sheet.setAttribute("aria-hidden", "true");
  pane.append(sheet);
  return sheet;
}
