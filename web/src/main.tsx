import { render } from "preact";
import { App } from "./state/app.ts";
import { keep } from "./state/screen.ts";
import { AroundContext, around } from "./views/context.ts";
import { Page } from "./views/Page.tsx";
import { languageFor, wordsIn } from "./words/language.ts";

/** Opens the page in the reader's language; what is asked of the server is on its way meanwhile. */
async function open(page: HTMLElement): Promise<void> {
  const lang = languageFor(location.search, keep(window, "gridmap.lang"), navigator.languages);
  document.documentElement.lang = lang;
  const app = new App({ base: document.baseURI, lang, page: window });
  app.start();
  const words = await wordsIn(lang);
  document.title = words.product;
  render(
    <AroundContext.Provider value={around(app, words)}>
      <Page />
    </AroundContext.Provider>,
    page,
  );
}

const page = document.getElementById("page");
if (page) void open(page);
