import type { Place } from "../contract.ts";
import type { Ground } from "./ground.ts";
import "./candidates.css";

/** A place that may be chosen, and what it is read out as. */
export interface Candidate {
  readonly place: Place;
  readonly title: string;
}

/** Numbered marks on the map, to be chosen between: the list beside them has the same numbers. */
export class CandidateMarks {
  private buttons: readonly HTMLButtonElement[] = [];
  private candidates: readonly Candidate[] = [];
  private readonly unwatch: () => void;

  constructor(
    private readonly ground: Ground,
    private readonly told: {
      readonly chosen: (index: number) => void;
      readonly hovered: (index: number | null) => void;
    },
  ) {
    this.unwatch = ground.watch(() => this.lay());
  }

  show(candidates: readonly Candidate[]): void {
    for (const button of this.buttons) button.remove();
    this.candidates = candidates;
    this.buttons = candidates.map(({ title }, index) => this.made(title, index));
    this.ground.container.append(...this.buttons);
    this.lay();
  }

  /** Marks the one that is pointed at, and the one that is chosen. */
  mark(hovered: number | null, chosen: number | null): void {
    this.buttons.forEach((button, index) => {
      button.classList.toggle("lit", index === hovered);
      button.setAttribute("aria-pressed", String(index === chosen));
    });
  }

  remove(): void {
    this.unwatch();
    for (const button of this.buttons) button.remove();
  }

  private made(title: string, index: number): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "map-candidate";
    button.textContent = String(index + 1);
    button.setAttribute("aria-label", title);
    for (const name of ["mousedown", "touchstart", "dblclick", "pointerdown"]) {
      button.addEventListener(name, (event) => event.stopPropagation(), { passive: true });
    }
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      this.told.chosen(index);
    });
    button.addEventListener("mouseenter", () => this.told.hovered(index));
    button.addEventListener("mouseleave", () => this.told.hovered(null));
    return button;
  }

  private lay(): void {
    this.buttons.forEach((button, index) => {
      const candidate = this.candidates[index];
      if (!candidate) return;
      const { x, y } = this.ground.pixel(candidate.place);
      button.style.left = `${x}px`;
      button.style.top = `${y}px`;
    });
  }
}
