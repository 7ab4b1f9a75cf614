import { useMemo, useRef } from "preact/hooks";
import type { Me } from "../api/door.ts";
import { connect } from "../api/server.ts";
import type { Ground } from "../map/tools/ground.ts";
import { rightsOf } from "../state/rights.ts";
import { drawing as drawingEnglish } from "../words/en/drawing.ts";
import { setup as english } from "../words/en/setup.ts";
import { drawing as drawingChinese } from "../words/zh-CN/drawing.ts";
import { setup as chinese } from "../words/zh-CN/setup.ts";
import type { Desk, SetupMap } from "./desk.ts";

/** What pages beside the map are given: setting up, people, the planner's studio. */
export interface PagesProps {
  readonly words: { readonly lang: "zh-CN" | "en" };
  readonly map: SetupMap & { readonly tools: Ground };
  /** Whoever signed in; null where nobody has to. */
  readonly me: Me | null;
  /** Address of the page. */
  readonly base: string;
  /** On a phone: lowers the sheet for the map, or raises it again. */
  readonly sheet: (stop: "peek" | "half" | "full") => void;
}

/** The desk of such pages; `title` is what they call their start. */
export function useDeskOf(
  { words: { lang }, map, me, base, sheet }: PagesProps,
  paths: Pick<Desk, "to" | "open">,
  title?: string,
): Desk {
  const draws = useRef(sheet);
  draws.current = sheet;
  return useMemo(() => {
    const chineseReader = lang === "zh-CN";
    const words = chineseReader ? chinese : english;
    return {
      words: title ? { ...words, title } : words,
      drawing: chineseReader ? drawingChinese : drawingEnglish,
      lang,
      server: connect(base, lang),
      rights: rightsOf(me),
      home: me?.home ?? null,
      map,
      ground: map.tools,
      ...paths,
      sheet: (stop) => draws.current(stop),
    };
  }, [lang, map, me, base, paths, title]);
}
