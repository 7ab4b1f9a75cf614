import type { Ground, Pixel } from "./ground.ts";
import { PlanBrush } from "./planBrush.ts";
import type { PlanPicture } from "./planPicture.ts";
import { drawWriting } from "./planWriting.ts";
import "./plan.css";

/** Below street names, and above all that is written. */
const ORDER = { ground: 340, writing: 630 };
const MARGIN = 0.05;

/**
 * A plan on the map: its areas in pale tones, new borders solid and today's dotted, what is moved
 * hatched, with an arrow for every pair of areas.
 */
export class PlanLayer {
  private readonly below: HTMLCanvasElement;
  private readonly above: HTMLCanvasElement;
  private readonly brush = new PlanBrush();
  private readonly unwatch: () => void;
  private picture: PlanPicture | null = null;
  private frame = 0;

  constructor(private readonly ground: Ground) {
    this.below = canvas(ground.pane("plan", ORDER.ground));
    this.above = canvas(ground.pane("plan-writing", ORDER.writing));
    this.unwatch = ground.watch((state) => {
      for (const sheet of [this.below, this.above]) {
        sheet.classList.toggle("moving", state === "moving");
      }
      if (state === "still") this.later();
    });
  }

  show(picture: PlanPicture | null): void {
    this.picture = picture;
    if (picture) this.brush.prepare(picture);
    this.later();
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
    const under = this.lay(this.below);
    const over = this.lay(this.above);
    if (!under || !over || !picture) return;
    const style = getComputedStyle(this.ground.container);
    const at = (x: number, y: number): Pixel => this.ground.pixel(picture.frame.place({ x, y }));
    // The frame is as flat as the map: one place and one length lay it on the pixels.
    const corner = at(0, 0);
    const scale = (at(1000, 0).x - corner.x) / 1000;
    this.brush.draw(under, picture, style, { corner, scale });
    drawWriting(over, picture, style, {
      at,
      width: this.ground.container.clientWidth,
      height: this.ground.container.clientHeight,
      insets: this.ground.insets(),
    });
  }

  /** Lays a canvas over what is seen and somewhat more; pixels of it are those of the container. */
  private lay(sheet: HTMLCanvasElement): CanvasRenderingContext2D | null {
    const { clientWidth, clientHeight } = this.ground.container;
    const left = -Math.round(clientWidth * MARGIN);
    const top = -Math.round(clientHeight * MARGIN);
    const width = clientWidth - 2 * left;
    const height = clientHeight - 2 * top;
    const origin = this.ground.origin();
    const dense = window.devicePixelRatio || 1;
    const ink = sheet.getContext("2d");
    const [wide, high] = [Math.round(width * dense), Math.round(height * dense)];
    if (sheet.width !== wide || sheet.height !== high) {
      sheet.width = wide;
      sheet.height = high;
      sheet.style.width = `${width}px`;
      sheet.style.height = `${height}px`;
    } else {
      // A sheet of the same size is wiped, for a new one costs a frame.
      ink?.setTransform(1, 0, 0, 1, 0, 0);
      ink?.clearRect(0, 0, wide, high);
    }
    sheet.style.transform = `translate(${left - origin.x}px, ${top - origin.y}px)`;
    ink?.setTransform(dense, 0, 0, dense, -left * dense, -top * dense);
    return ink;
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
