import { expect, test } from "vitest";
import { wordsFor } from "./language.ts";

test.each([
  ["?lang=en", ["zh-CN"], "en"],
  ["?lang=zh", ["en"], "zh-CN"],
  ["", ["zh-TW", "en"], "zh-CN"],
  ["", ["fr-FR", "zh-CN", "en"], "zh-CN"],
  ["?lang=fr", ["de"], "en"],
  ["", [], "en"],
])("%s with %j reads %s", (search, preferred, lang) => {
  expect(wordsFor(search, preferred).lang).toBe(lang);
});
