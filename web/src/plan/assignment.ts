import type { StudioGround } from "../api/plans.ts";

/** A division as it is sent: what areas are called, and which one each part is in; below 0 none. */
export interface Assignment {
  readonly labels: string[];
  readonly part: number[];
}

/** Writes a division down; areas without a part are left out, for they end. */
export function labelled(labels: readonly string[], area: Int32Array): Assignment {
  const places = new Map<number, number>();
  const part = Array.from(area, (one) => {
    if (one < 0) return -1;
    const place = places.get(one) ?? places.size;
    places.set(one, place);
    return place;
  });
  return { labels: [...places.keys()].map((one) => labels[one] ?? ""), part };
}

/**
 * Lays a division of one ground over another one: parts that are there still keep their area, pieces
 * of towers that fall into others by now go where most of their part was; all else is where it is
 * today. `byHand` are the parts that a hand has placed.
 */
export function laidOver(
  { labels, part, byHand }: Assignment & { readonly byHand: readonly number[] },
  before: StudioGround,
  now: StudioGround,
): Assignment & { readonly byHand: readonly number[] } {
  const kept = new Map<string, number>();
  const most = new Map<number | undefined, Map<number, number>>();
  const key = ({ atoms }: StudioGround, index: number) =>
    JSON.stringify([atoms.part[index], atoms.unit[index], atoms.low[index]]);
  for (const [index, area] of part.entries()) {
    kept.set(key(before, index), area);
    const whole = before.atoms.part[index];
    const counts = most.get(whole) ?? new Map<number, number>();
    most.set(whole, counts.set(area, (counts.get(area) ?? 0) + 1));
  }
  const mostOf = (whole: number | undefined) =>
    [...(most.get(whole) ?? [])].sort(([, one], [, other]) => other - one)[0]?.[0];
  const names = [...labels];
  const numbers = now.areas.map(({ code }) => {
    const known = names.indexOf(code);
    return known >= 0 ? known : names.push(code) - 1;
  });
  const placed = new Set(byHand.map((index) => key(before, index)));
  return {
    labels: names,
    part: now.atoms.area.map((area, index) => {
      const own = kept.get(key(now, index)) ?? mostOf(now.atoms.part[index]) ?? -1;
      return own >= 0 ? own : (numbers[area] ?? -1);
    }),
    byHand: [...now.atoms.area.keys()].filter((index) => placed.has(key(now, index))),
  };
}

/** Whether two grounds have the same parts and areas, whatever is balanced. */
export function sameGround(one: StudioGround, other: StudioGround): boolean {
  const codes = ({ areas }: StudioGround) => areas.map(({ code }) => code).join(" ");
  return one.base === other.base && codes(one) === codes(other);
}
