import type { Place } from "../contract.ts";
import type { Ground, Pixel } from "./ground.ts";
import "./pins.css";

const STEPS: Record<string, Pixel> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** How far an arrow key moves a pin, in pixels; null for another key. */
export function stepOf(event: KeyboardEvent): Pixel | null {
  const step = STEPS[event.key];
  const far = event.shiftKey ? 10 : 1;
  return step ? { x: step.x * far, y: step.y * far } : null;
}

/** Numbered pins on the map that are dragged, or moved by the arrow keys while in focus. */
export class MapPins {
  private readonly buttons = new Map<number, HTMLButtonElement>();
  private readonly unwatch: () => void;
  private places: readonly (Place | null)[] = [];

  constructor(
    private readonly ground: Ground,
    private readonly label: (number: number) => string,
    private readonly moved: (index: number, place: Place) => void,
  ) {
    this.unwatch = ground.watch(() => this.lay());
  }

  show(places: readonly (Place | null)[]): void {
    this.places = places;
    places.forEach((place, index) => {
      const button = this.buttons.get(index);
      if (place && !button) this.add(index);
      if (!place && button) {
        button.remove();
        this.buttons.delete(index);
      }
    });
    this.lay();
  }

  remove(): void {
    this.unwatch();
    for (const button of this.buttons.values()) button.remove();
  }

  private add(index: number): void {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "map-pin";
    button.textContent = String(index + 1);
    button.setAttribute("aria-label", this.label(index + 1));
    for (const name of ["mousedown", "touchstart", "dblclick", "click"]) {
      button.addEventListener(name, (event) => event.stopPropagation(), { passive: true });
    }
    button.addEventListener("pointerdown", (event) => {
      event.stopPropagation();
      button.setPointerCapture(event.pointerId);
      const move = (to: PointerEvent) => {
        const box = this.ground.container.getBoundingClientRect();
        const spot = { x: to.clientX - box.left, y: to.clientY - box.top };
        this.moved(index, this.ground.place(spot));
      };
      const up = () => button.removeEventListener("pointermove", move);
      button.addEventListener("pointermove", move);
      button.addEventListener("pointerup", up, { once: true });
      button.addEventListener("pointercancel", up, { once: true });
    });
    button.addEventListener("keydown", (event) => {
      const step = stepOf(event);
      const place = this.places[index];
      if (!step || !place) return;
      event.preventDefault();
      event.stopPropagation();
      const { x, y } = this.ground.pixel(place);
      this.moved(index, this.ground.place({ x: x + step.x, y: y + step.y }));
    });
    this.buttons.set(index, button);
    this.ground.container.append(button);
  }

  private lay(): void {
    this.places.forEach((place, index) => {
      const button = this.buttons.get(index);
      if (!place || !button) return;
      const { x, y } = this.ground.pixel(place);
      button.style.left = `${x}px`;
      button.style.top = `${y}px`;
    });
  }
}
