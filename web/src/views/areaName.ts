import type { Named } from "../state/world.ts";
import type { Words } from "../words/words.ts";

/** What an area is called: its name, else its level and code. */
export function areaName(area: Named, words: Words): string {
  return area.name ?? words.areaNamed(words.levels[area.level], area.code);
}
