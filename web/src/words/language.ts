import { english } from "./en.ts";
import type { Words } from "./words.ts";
import { chinese } from "./zh-CN.ts";

/**
 * The catalogue of a reader: `?lang=` wins, then the first language of the browser that is
 * Chinese or English, then English.
 */
export function wordsFor(search: string, preferred: readonly string[]): Words {
  const asked = new URLSearchParams(search).get("lang");
  for (const tag of asked ? [asked, ...preferred] : preferred) {
    const language = tag.toLowerCase().split("-")[0];
    if (language === "zh") return chinese;
    if (language === "en") return english;
  }
  return english;
}
