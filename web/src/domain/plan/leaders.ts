import { at, type Town } from "./town.ts";

/** What a division of grids costs at the doors. */
export interface LeadersChanged {
  /** Households that get another leader. */
  readonly changed: number;
  /** Leaders who hand households over. */
  readonly leaders: number;
}

/**
 * Tells who changes leader when parts change area. A leader goes with the area that most of their
 * households are in, with today's where these are even; whoever is elsewhere then gets another one.
 */
export function leadersOf(town: Town, area: Int32Array): LeadersChanged {
  const { count, patch, households, today, patched } = town;
  let changed = 0;
  const leading = new Set<number>();
  const held = new Map<number, Map<number, { households: number; stays: boolean }>>();
  for (let part = 0; part < count; part++) {
    const leader = at(patch, part);
    if (leader < 0) {
      const before = at(today, part);
      // Where there are no patches the area's own lead is the leader.
      if (before < 0 || at(patched, before) || at(area, part) === before) continue;
      changed += at(households, part);
      // Who hands nobody over is not affected.
      if (at(households, part) > 0) leading.add(before);
      continue;
    }
    const shares = held.get(leader) ?? new Map();
    held.set(leader, shares);
    const own = at(area, part);
    const share = shares.get(own) ?? { households: 0, stays: false };
    // Who has no household decides nothing, unless nobody has one.
    share.households += at(households, part) + 1e-6;
    share.stays ||= own === at(today, part);
    shares.set(own, share);
  }
  let leaders = leading.size;
  for (const shares of held.values()) {
    if (shares.size === 1) continue;
    let [sum, kept] = [0, { households: -1, stays: false }];
    for (const [own, share] of shares) {
      sum += share.households;
      if (own < 0) continue;
      const even = Math.abs(share.households - kept.households) < 1e-3;
      if (even ? share.stays && !kept.stays : share.households > kept.households) kept = share;
    }
    const left = Math.round(sum - Math.max(0, kept.households));
    changed += left;
    if (left > 0) leaders += 1;
  }
  return { changed, leaders };
}
