import { signal } from "@preact/signals";
import { oneAtATime } from "./reading.ts";

/**
 * Whether the server was updated while the page was open: it hands out another page now, and what this
 * one has not fetched yet is gone.
 */
export class Upgrade {
  readonly found = signal(false);
  readonly #page: Window;

  constructor(page: Window) {
    this.#page = page;
  }

  /** Asks for the page and looks whether it still begins with the script that runs here. */
  readonly look = oneAtATime(async () => {
    const { document } = this.#page;
    const own = document.querySelector("script[type=module][src]")?.getAttribute("src");
    if (!own || this.found.peek()) return;
    try {
      const answer = await fetch(new URL(".", document.baseURI).href, { cache: "no-store" });
      if (answer.ok) this.found.value = !(await answer.text()).includes(own);
    } catch {
      // Out of reach: whoever needs to know asks again.
    }
  });
}
