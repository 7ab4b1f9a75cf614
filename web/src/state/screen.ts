import { type ReadonlySignal, signal } from "@preact/signals";

export type Theme = "system" | "light" | "dark";

/** Below this width the page is a phone's: a sheet over the map instead of a panel beside it. */
const NARROW = "(max-width: 760px)";

/** What the page looks like: its theme, its width. */
export class Screen {
  readonly theme = signal<Theme>("system");
  /** Whether all text is a quarter larger. */
  readonly large = signal(false);
  /** Counts each change of the colours that are shown. */
  readonly colours = signal(0);
  readonly narrow: ReadonlySignal<boolean>;
  readonly online = signal(true);
  readonly #page: Window;

  constructor(page: Window) {
    this.#page = page;
    const kept = keep(page, "gridmap.theme");
    this.theme.value = kept === "light" || kept === "dark" ? kept : "system";
    this.large.value = keep(page, "gridmap.large") === "yes";
    const narrow = signal(page.matchMedia(NARROW).matches);
    page.matchMedia(NARROW).addEventListener("change", ({ matches }) => {
      narrow.value = matches;
    });
    this.narrow = narrow;
    page.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#paint());
    this.online.value = page.navigator.onLine;
    for (const event of ["online", "offline"]) {
      page.addEventListener(event, () => {
        this.online.value = page.navigator.onLine;
      });
    }
  }

  paint(theme: Theme): void {
    this.theme.value = theme;
    keep(this.#page, "gridmap.theme", theme);
    this.#paint();
  }

  enlarge(large: boolean): void {
    this.large.value = large;
    keep(this.#page, "gridmap.large", large ? "yes" : "no");
    this.#page.document.documentElement.toggleAttribute("data-large", large);
  }

  /** The same as the script in the page's head, which does it before the first paint. */
  #paint(): void {
    const theme = this.theme.peek();
    const dark =
      theme === "dark" ||
      (theme === "system" && this.#page.matchMedia("(prefers-color-scheme: dark)").matches);
    this.#page.document.documentElement.setAttribute("data-theme", dark ? "dark" : "light");
    this.colours.value += 1;
  }
}

/** Names what is kept for one street alone: several share an origin, and what is kept there. */
export function ofStreet(page: Window, name: string): string {
  return `${name} ${new URL(".", page.document.baseURI).pathname}`;
}

/** Reads or keeps a choice on this device; a browser that forbids it just forgets. */
export function keep(page: Window, name: string, value?: string): string | null {
  try {
    if (value !== undefined) page.localStorage.setItem(name, value);
    return page.localStorage.getItem(name);
  } catch {
    return null;
  }
}
