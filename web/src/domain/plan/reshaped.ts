import { at, type Town } from "./town.ts";

/** What a hand has done to areas themselves, not only to what is in them. */
export interface Reshaped {
  /** New areas that it has made. */
  readonly made: readonly number[];
  /** Areas of today that it has left without a part. */
  readonly ended: readonly number[];
}

export const NOT_RESHAPED: Reshaped = { made: [], ended: [] };

/** What parts that a hand had placed tell of it, where its strokes are not known any more. */
export function reshapedBy(
  { today, zoneOf }: Town,
  area: Int32Array,
  placed: readonly number[],
): Reshaped {
  if (placed.length === 0) return NOT_RESHAPED;
  const [byHand, going] = [new Set(placed), new Set(area)];
  const made = new Set(placed.map((part) => at(area, part)).filter((own) => own >= zoneOf.length));
  const ended = new Set(placed.map((part) => at(today, part)).filter((own) => own >= 0));
  for (const [part, own] of today.entries()) {
    if (going.has(own) || !byHand.has(part)) ended.delete(own);
  }
  return { made: [...made], ended: [...ended] };
}

/** What of several is still so. */
export function stillReshaped(all: readonly Reshaped[], area: Int32Array): Reshaped {
  const going = new Set(area);
  const [made, ended] = [all.flatMap((one) => one.made), all.flatMap((one) => one.ended)];
  return {
    made: [...new Set(made)].filter((own) => going.has(own)),
    ended: [...new Set(ended)].filter((own) => !going.has(own)),
  };
}
