import type { MapPageWords } from "./en/map.ts";

/** The languages people read it in, as BCP 47 tags. */
export type Lang = "zh-CN" | "en";

/** Every sentence of the map page, in one language. A catalogue that lacks one does not compile. */
export interface Words extends MapPageWords {
  readonly lang: Lang;
}
