import type { Lang, Words } from "./words.ts";

/**
 * The language of a reader: `?lang=` wins, then what was chosen on this device, then the first
 * language of the browser that is Chinese or English, then English.
 */
export function languageFor(
  search: string,
  chosen: string | null,
  preferred: readonly string[],
): Lang {
  const asked = new URLSearchParams(search).get("lang");
  for (const tag of [asked, chosen, ...preferred]) {
    const language = tag?.toLowerCase().split("-")[0];
    if (language === "zh") return "zh-CN";
    if (language === "en") return "en";
  }
  return "en";
}

/** The sentences of a language; the other one stays on the server. */
export async function wordsIn(lang: Lang): Promise<Words> {
  const { map } = await (lang === "zh-CN" ? import("./zh-CN/map.ts") : import("./en/map.ts"));
  return { lang, ...map };
}
