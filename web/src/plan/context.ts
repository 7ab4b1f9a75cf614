import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { count } from "../domain/write.ts";
import { useDesk } from "../setup/desk.ts";
import { plan as english, type PlanWords } from "../words/en/plan.ts";
import { plan as chinese } from "../words/zh-CN/plan.ts";
import type { Keeping } from "./keeping.ts";
import type { Searching } from "./searching.ts";
import type { Loaded, Studio } from "./studio.ts";

/** What every part of the studio works with. */
export interface Bench {
  readonly studio: Studio;
  readonly searching: Searching;
  readonly keeping: Keeping;
  readonly loaded: Loaded;
}

export const BenchContext = createContext<Bench | null>(null);

export function useBench(): Bench {
  const bench = useContext(BenchContext);
  if (!bench) throw new Error("outside of the studio");
  return bench;
}

export function usePlanWords(): PlanWords {
  return useDesk().lang === "zh-CN" ? chinese : english;
}

/** What an area is called: as on the map, else by its name or code; new ones by number. */
export function useAreaName(): (area: number | null) => string {
  const { studio, loaded } = useBench();
  const words = usePlanWords();
  return (area) => {
    if (area === null || area < 0) return words.nobody;
    const label = studio.labels[area] ?? "";
    const known = loaded.sent.areas[area];
    if (!known) return words.newArea(label.replace(/^new-/, ""));
    return loaded.short[area] ?? known.name ?? known.code;
  };
}

/** Whole numbers of a load, one decimal where it has parts. */
export function loadSaid(load: number): string {
  return count(Number.isInteger(load) ? load : Math.round(load * 10) / 10);
}
