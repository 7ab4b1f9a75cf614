import { render } from "preact";
import type { Me } from "../api/door.ts";
import type { MapInfo } from "../api/map.ts";
import { MapView } from "../map/MapView.ts";
import { App } from "../state/app.ts";
import { keep } from "../state/screen.ts";
import type { Words } from "../words/words.ts";
import { AroundContext, around } from "./context.ts";
import { Page } from "./Page.tsx";

/**
 * Opens the app for somebody; `map` is what was asked of the map already.
 *
 * @returns what closes it, with nothing left on the page.
 */
export function openApp(
  page: HTMLElement,
  words: Words,
  me: Me | null,
  map: Promise<MapInfo | null>,
): () => void {
  MapView.prepare();
  const app = new App({ base: document.baseURI, lang: words.lang, page: window, me, map });
  // Leaders are often past seventy: what they did not choose is large.
  if (app.seat.role === "leader" && keep(window, "gridmap.large") === null)
    app.screen.enlarge(true);
  app.start();
  document.title = words.product;
  render(
    <AroundContext.Provider value={around(app, words)}>
      <Page />
    </AroundContext.Provider>,
    page,
  );
  return () => {
    app.stop();
    render(null, page);
  };
}
