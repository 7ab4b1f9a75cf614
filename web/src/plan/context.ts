import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { PlanHead } from "../api/plans.ts";
import type { Schemas } from "../api/server.ts";
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

/** What a plan is called: as somebody named it, else by its number. */
export function usePlanTitle(): (plan: PlanHead) => string {
  const words = usePlanWords();
  return ({ title, name }) => title ?? words.numbered(name.replace(/^.*-/, ""));
}

/** What areas are called, on the map and in lists. */
export interface AreaNames {
  /** As on the map, else by name or code; new ones by number. */
  readonly short: (area: number | null) => string;
  /** With what it lies in, where there are several of these. */
  readonly long: (area: number | null) => string;
  /** What it lies in; null where that goes without saying. */
  readonly within: (area: number | null) => string | null;
}

export function useAreaNames(): AreaNames {
  const { studio, loaded } = useBench();
  const words = usePlanWords();
  const { areas, zones, atoms } = loaded.sent;
  const short = (area: number | null): string => {
    if (area === null || area < 0) return words.nobody;
    const known = areas[area];
    if (!known) return words.newArea((studio.labels[area] ?? "").replace(/^new-/, ""));
    return loaded.short[area] ?? known.name ?? known.code;
  };
  const within = (area: number | null): string | null => {
    if (zones.length < 2 || area === null || area < 0) return null;
    const zone = areas[area]?.zone ?? atoms.zone[studio.division?.area.indexOf(area) ?? -1];
    const known = zone === undefined ? undefined : zones[zone];
    return known ? (known.name ?? known.code) : null;
  };
  const long = (area: number | null) => [within(area), short(area)].filter(Boolean).join(" ");
  return { short, long, within };
}

/** Households that a plan costs: whose leader changes; where no patches are known, whose area. */
export function priceOf(then: Schemas["PlanFigures"]): number {
  return then.leaders_changed ?? then.moved;
}

/** Whole numbers of a load, one decimal where it has parts. */
export function loadSaid(load: number): string {
  return count(Number.isInteger(load) ? load : Math.round(load * 10) / 10);
}
