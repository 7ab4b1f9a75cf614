import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Server } from "../api/server.ts";
import { type EntryWords, entry as english } from "../words/en/entry.ts";
import type { Lang } from "../words/words.ts";
import { entry as chinese } from "../words/zh-CN/entry.ts";

/** What the pages before the app work with. */
export interface Hall {
  readonly server: Server;
  readonly said: EntryWords;
  readonly lang: Lang;
}

export const HallContext = createContext<Hall | null>(null);

export function useHall(): Hall {
  const hall = useContext(HallContext);
  if (!hall) throw new Error("outside of the hall");
  return hall;
}

export function entrySaid(lang: Lang): EntryWords {
  return lang === "zh-CN" ? chinese : english;
}
