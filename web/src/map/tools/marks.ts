import type { Place } from "../contract.ts";
import type { Box } from "../insets.ts";
import type { Ground } from "./ground.ts";
import "./marks.css";

/** A sign at a place, with what it says. */
export interface Mark {
  readonly place: Place;
  /** Told apart by its shape, never by its colour alone. */
  readonly sign: "over" | "under";
  readonly text: string;
}

/** Above what is written on the map: it is what the page is about. */
const ORDER = 640;
const SHAPES = { over: "▲", under: "▼" } as const;
/** Pixels around a mark in which another one is only a sign without words. */
const ROOM = { x: 84, y: 22 };

/**
 * Signs on the map: what stands too close to another one is drawn without its words. Labels keep
 * clear of them.
 */
export class MarkLayer {
  private readonly pane: HTMLElement;
  private readonly unwatch: () => void;
  private leave = () => {};
  private marks: readonly Mark[] = [];
  private elements: readonly HTMLElement[] = [];

  constructor(private readonly ground: Ground) {
    this.pane = ground.pane("marks-of-tables", ORDER);
    // The table beside the map says the same in words.
    this.pane.setAttribute("aria-hidden", "true");
    this.unwatch = ground.watch((state) => {
      this.pane.classList.toggle("moving", state === "moving");
      if (state === "still") this.place();
    });
  }

  /** Shows these and no others; the first ones keep their words where it is crowded. */
  show(marks: readonly Mark[]): void {
    this.marks = marks;
    this.elements = marks.map(({ sign, text }) => {
      const element = document.createElement("span");
      element.className = `mark-sign is-${sign}`;
      const shape = document.createElement("b");
      shape.textContent = SHAPES[sign];
      const words = document.createElement("i");
      words.textContent = text;
      element.append(shape, words);
      return element;
    });
    this.pane.replaceChildren(...this.elements);
    this.place();
    this.leave();
    this.leave = this.ground.keepClear(() => this.boxes());
  }

  remove(): void {
    this.unwatch();
    this.leave();
    this.pane.replaceChildren();
  }

  private boxes(): Box[] {
    return this.elements.flatMap((element, index) => {
      const mark = this.marks[index];
      if (!mark) return [];
      const { x, y } = this.ground.pixel(mark.place);
      const [wide, high] = [element.offsetWidth / 2, element.offsetHeight / 2];
      return [{ left: x - wide, top: y - high, right: x + wide, bottom: y + high }];
    });
  }

  private place(): void {
    const origin = this.ground.origin();
    const taken: { x: number; y: number }[] = [];
    for (const [index, element] of this.elements.entries()) {
      const mark = this.marks[index];
      if (!mark) continue;
      const { x, y } = this.ground.pixel(mark.place);
      element.style.transform = `translate(${x - origin.x}px, ${y - origin.y}px) translate(-50%, -50%)`;
      const crowded = taken.some(
        (other) => Math.abs(other.x - x) < ROOM.x && Math.abs(other.y - y) < ROOM.y,
      );
      element.classList.toggle("bare", crowded);
      if (!crowded) taken.push({ x, y });
    }
  }
}
