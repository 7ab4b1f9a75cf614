import { render } from "preact";
import { App } from "./state/app.ts";
import { keep } from "./state/screen.ts";
import { AroundContext, around } from "./views/context.ts";
import { Page } from "./views/Page.tsx";
import { languageFor, wordsIn } from "./words/language.ts";

const page = document.getElementById("page");
if (page) {
  const lang = languageFor(location.search, keep(window, "gridmap.lang"), navigator.languages);
  const words = wordsIn(lang);
  document.documentElement.lang = lang;
  document.title = words.product;
  const app = new App({ base: document.baseURI, lang, page: window });
  app.start();
  render(
    <AroundContext.Provider value={around(app, words)}>
      <Page />
    </AroundContext.Provider>,
    page,
  );
}
