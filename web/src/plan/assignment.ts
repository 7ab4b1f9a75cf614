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
 * Lays a division of one ground over another one: parts that are there still keep their area, others
 * are where they are today.
 */
export function laidOver(
  { labels, part }: Assignment,
  before: StudioGround,
  now: StudioGround,
): Assignment {
  const kept = new Map<string, number>();
  const key = ({ atoms }: StudioGround, index: number) =>
    JSON.stringify([atoms.part[index], atoms.unit[index], atoms.low[index]]);
  for (const [index, area] of part.entries()) kept.set(key(before, index), area);
  const names = [...labels];
  const numbers = now.areas.map(({ code }) => {
    const known = names.indexOf(code);
    return known >= 0 ? known : names.push(code) - 1;
  });
  return {
    labels: names,
    part: now.atoms.area.map((area, index) => {
      const own = kept.get(key(now, index)) ?? -1;
      return own >= 0 ? own : (numbers[area] ?? -1);
    }),
  };
}
