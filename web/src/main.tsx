import { render } from "preact";
import { StartPage } from "./start/StartPage.tsx";
import { wordsFor } from "./words/language.ts";

const page = document.getElementById("page");
if (page) {
  const words = wordsFor(location.search, navigator.languages);
  document.documentElement.lang = words.lang;
  document.title = words.product;
  render(<StartPage words={words} base={document.baseURI} />, page);
}
