import { type Signal, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { MapView } from "../map/MapView.ts";
import type { App } from "../state/app.ts";
import type { Words } from "../words/words.ts";

/** What every view works with. */
export interface Around {
  readonly app: App;
  readonly words: Words;
  /** The map, once it stands. */
  readonly map: Signal<MapView | null>;
  /** What a screen reader is told next. */
  readonly aloud: Signal<string>;
  /** Whether the list of keys is open. */
  readonly keys: Signal<boolean>;
}

export function around(app: App, words: Words): Around {
  return { app, words, map: signal(null), aloud: signal(""), keys: signal(false) };
}

export const AroundContext = createContext<Around | null>(null);

export function useAround(): Around {
  const around = useContext(AroundContext);
  if (!around) throw new Error("outside of the page");
  return around;
}
