/** What is drawn at which zoom. */
import { LEVELS, type Level } from "../../domain/levels.ts";
import { STATUS } from "../contract.ts";

/** 0 for the coarsest level, −1 for what is no level. */
export const rankOf = (level: string): number => LEVELS.indexOf(level as Level);

/** The zoom from which a level's areas are shown; groups only when asked for. */
const SHOWN_FROM: Partial<Record<Level, number>> = {
  county: 0,
  subdistrict: 9,
  community: 11.5,
  grid: 14,
  patch: 17,
};

/** The level that stands at a zoom, of those that are present (coarse to fine). */
export function levelAt(zoom: number, present: readonly Level[]): Level | undefined {
  const fit = present.filter((level) => (SHOWN_FROM[level] ?? Infinity) <= zoom);
  return fit[fit.length - 1] ?? present[0];
}

interface Standing {
  readonly level: string;
  readonly parent: number;
}

/**
 * The areas (by index) that stand for one level: its own, and where there are none the nearest
 * coarser ones (a community without patches is shown whole). `parent` is an index, -1 for none.
 */
export function areasAt(areas: readonly Standing[], level: Level | undefined): number[] {
  const all = areas.map((_, index) => index);
  if (level === undefined) return all;
  const finest = rankOf(level);
  const rank = (index: number) => rankOf(areas[index]?.level ?? "");
  const divided = new Set<number>();
  const chosen: number[] = [];
  for (const index of all.filter((i) => rank(i) <= finest).sort((a, b) => rank(b) - rank(a))) {
    if (divided.has(index)) continue;
    chosen.push(index);
    const seen = new Set([index]);
    for (
      let up = areas[index]?.parent ?? -1;
      up >= 0 && !seen.has(up);
      up = areas[up]?.parent ?? -1
    ) {
      seen.add(up);
      divided.add(up);
    }
  }
  return chosen;
}

const { none, untouched, partly, done } = STATUS;

/**
 * Which buildings are drawn, bottom first: from 14 what is untouched, from 16 everything; further
 * out the areas speak for their buildings, where there are areas.
 */
export function statusesAt(
  zoom: number,
  { anyStatus, anyArea }: { anyStatus: boolean; anyArea: boolean },
): readonly number[] {
  if (zoom >= 16) return [none, done, partly, untouched];
  if (zoom < 14 && anyArea) return [];
  return anyStatus ? [untouched] : [none];
}
