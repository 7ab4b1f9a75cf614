import { expect, test } from "vitest";
import { languageFor, wordsIn } from "./language.ts";

test.each([
  ["?lang=en", "zh-CN", ["zh-CN"], "en"],
  ["?lang=zh", null, ["en"], "zh-CN"],
  ["", "en", ["zh-CN"], "en"],
  ["", null, ["zh-TW", "en"], "zh-CN"],
  ["", null, ["fr-FR", "zh-CN", "en"], "zh-CN"],
  ["?lang=fr", null, ["de"], "en"],
  ["", null, [], "en"],
])("%s with %s and %j reads %s", (search, chosen, preferred, lang) => {
  expect(languageFor(search, chosen, preferred)).toBe(lang);
});

/** Every sentence of a catalogue, those made of facts with "1" for each of them. */
function sentences(words: object): string[] {
  return Object.values(words).flatMap((entry: unknown) => {
    if (typeof entry === "string") return [entry];
    if (typeof entry === "object" && entry) return sentences(entry);
    return [];
  });
}

test("Chinese has no word of politeness that says nothing, English none of success", async () => {
  for (const sentence of sentences(await wordsIn("zh-CN"))) {
    expect(sentence.replace("请勿打扰", "")).not.toMatch(/[请您]|进行|予以|相关/);
  }
  for (const sentence of sentences(await wordsIn("en"))) {
    expect(sentence).not.toMatch(/please|successful|invalid/i);
  }
});
