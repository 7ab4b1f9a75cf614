import { type Signal, signal } from "@preact/signals";
import {
  type Camera,
  readAddress,
  START,
  type View,
  type Where,
  writeAddress,
} from "../domain/address.ts";

/** How far the sheet on a phone is drawn up. */
export type Stop = "peek" | "half" | "full";

interface Remembered {
  readonly stop?: Stop;
  /** Whether going back only lowers the sheet. */
  readonly raised?: boolean;
  /** How many steps back lead to where the page was opened. */
  readonly depth?: number;
}

type Asked = Partial<Pick<Where, "level" | "share" | "from" | "to" | "target">>;

/**
 * Where the app is, as the address tells it. Every act of a person is a step that "back" undoes;
 * where the map is looking is noted in the address without one.
 */
export class AddressBar {
  readonly where: Signal<Where>;
  readonly stop: Signal<Stop>;
  readonly #window: Window;

  constructor(page: Window) {
    this.#window = page;
    this.where = signal(readAddress(page.location.hash));
    this.stop = signal(this.#remembered().stop ?? "half");
    page.addEventListener("popstate", this.#read);
    page.addEventListener("hashchange", this.#read);
  }

  /** Opens a view, and the sheet as far as it needs. */
  open(view: View, stop: Stop = "half"): void {
    this.#push({ ...this.where.peek(), view }, { stop });
  }

  /** Turns to another view without a step back to this one. */
  become(view: View): void {
    this.#replace({ ...this.where.peek(), view });
  }

  /** Asks another question of the same view. */
  ask(asked: Asked): void {
    this.#push({ ...this.where.peek(), ...asked }, { stop: this.stop.peek() });
  }

  /** Notes where the map looks. */
  look(camera: Camera): void {
    this.#replace({ ...this.where.peek(), camera });
  }

  /** Draws the sheet up or down; back lowers a raised one first. */
  draw(stop: Stop): void {
    if (stop === this.stop.peek()) return;
    if (stop === "full") {
      this.#push(this.where.peek(), { stop, raised: true });
    } else if (this.#remembered().raised && stop === "half") {
      this.#window.history.back();
    } else {
      this.stop.value = stop;
      this.#replace(this.where.peek());
    }
  }

  /** One step back, or to the start when the page was opened here. */
  back(): void {
    if (this.#remembered().depth) this.#window.history.back();
    else this.open(START.view);
  }

  /** The address of a view, for links. */
  to(view: View): string {
    return writeAddress({ ...this.where.value, view, camera: null });
  }

  close(): void {
    this.#window.removeEventListener("popstate", this.#read);
    this.#window.removeEventListener("hashchange", this.#read);
  }

  #push(where: Where, state: Remembered): void {
    const depth = (this.#remembered().depth ?? 0) + 1;
    this.#window.history.pushState({ ...state, depth }, "", writeAddress(where));
    this.stop.value = state.stop ?? "half";
    this.where.value = where;
  }

  #replace(where: Where): void {
    const state: Remembered = { ...this.#remembered(), stop: this.stop.peek() };
    this.#window.history.replaceState(state, "", writeAddress(where));
    this.where.value = where;
  }

  readonly #read = (): void => {
    const where = readAddress(this.#window.location.hash);
    const stop = this.#remembered().stop ?? "half";
    // A link on the page names no camera: the map stays where it is.
    const camera = where.camera ?? this.where.peek().camera;
    this.stop.value = stop;
    this.where.value = { ...where, camera };
  };

  #remembered(): Remembered {
    return (this.#window.history.state as Remembered | null) ?? {};
  }
}
