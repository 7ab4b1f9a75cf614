import type { SearchOrder } from "../api/plans.ts";

/** What the planner asks for besides bounds and locks. */
export interface Wish {
  readonly anew: boolean;
  /** So many new areas, in one zone; the first one if none is named. */
  readonly add: number;
  readonly zone: string | null;
  /** Areas that are to end, by code. */
  readonly remove: readonly string[];
  /** Areas that are to be one, by code. */
  readonly merge: readonly (readonly string[])[];
}

export const NO_WISH: Wish = { anew: false, add: 0, zone: null, remove: [], merge: [] };

/** How much is wished for. */
export function wished({ anew, add, remove, merge }: Wish): number {
  return anew ? 1 : (add > 0 ? 1 : 0) + remove.length + merge.length;
}

/** Has two areas made one as well: whatever either is to be one with goes along. */
export function mergedWith(wish: Wish, one: string, other: string): Wish {
  const along = (group: readonly string[]) => group.includes(one) || group.includes(other);
  const group = [...new Set([...wish.merge.filter(along).flat(), one, other])];
  return { ...wish, merge: [...wish.merge.filter((group) => !along(group)), group] };
}

/** Areas that something is wished of already. */
export function spokenFor({ remove, merge }: Wish): ReadonlySet<string> {
  return new Set([...remove, ...merge.flat()]);
}

/** A wish as it is sent, as far as it is of `areas`: others have ended meanwhile. */
export function orderOf(
  wish: Wish,
  areas: readonly string[],
  zones: readonly string[],
): Partial<SearchOrder> {
  if (wish.anew) return { anew: true, front: false };
  const { zone } = wish;
  const home = zone !== null && zones.includes(zone) ? zone : zones[0];
  const there = (code: string) => areas.includes(code);
  const merge = wish.merge.map((group) => group.filter(there)).filter(({ length }) => length > 1);
  return {
    ...{ anew: false, front: true },
    ...(wish.add > 0 && home !== undefined ? { add: { [home]: wish.add } } : {}),
    ...{ remove: wish.remove.filter(there), merge },
  };
}
