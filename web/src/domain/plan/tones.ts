import { at, type Town } from "./town.ts";

/**
 * Gives areas beside one another different tones, of as few as that takes. They keep those of
 * `before` as far as these still differ, and areas that it does not know take what is left.
 */
export function tonesOf(
  { neighbours: { start, beside } }: Town,
  area: Int32Array,
  areas: number,
  before: ArrayLike<number> = [],
): Uint8Array {
  const meets = Array.from({ length: areas }, () => new Set<number>());
  for (let part = 0; part < area.length; part++) {
    const own = at(area, part);
    for (let place = at(start, part); place < at(start, part + 1); place++) {
      const other = at(area, at(beside, place));
      if (own >= 0 && other >= 0 && own !== other) meets[own]?.add(other);
    }
  }
  const tones = new Uint8Array(areas);
  const given = new Uint8Array(areas);
  const fresh = (one: number) => Number(before.length > 0 && one >= before.length);
  // Whoever has a tone chooses first, then whoever has the most neighbours.
  const order = [...meets.keys()].sort(
    (one, other) =>
      fresh(one) - fresh(other) ||
      (meets[other]?.size ?? 0) - (meets[one]?.size ?? 0) ||
      one - other,
  );
  for (const one of order) {
    const taken = new Set<number>();
    for (const other of meets[one] ?? []) if (given[other]) taken.add(at(tones, other));
    let tone = before[one] ?? 0;
    if (taken.has(tone)) for (tone = 0; taken.has(tone); ) tone += 1;
    tones[one] = tone;
    given[one] = 1;
  }
  return tones;
}
