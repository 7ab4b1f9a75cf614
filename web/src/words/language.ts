import { map as english } from "./en/map.ts";
import type { Lang, Words } from "./words.ts";
import { map as chinese } from "./zh-CN/map.ts";

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

export function wordsIn(lang: Lang): Words {
  return lang === "zh-CN" ? { lang, ...chinese } : { lang, ...english };
}
