import { dayBefore } from "./write.ts";

/**
 * The visits that count: local days, half-open. `to` is the first day that counts no more; null is
 * open on that side.
 */
export interface Period {
  readonly from: string | null;
  readonly to: string | null;
}

export type Preset = "all" | "month" | "week" | "thirty";

export const PRESETS: readonly Preset[] = ["all", "month", "week", "thirty"];

/** `days` after a day, as an ISO date. */
export function dayAfter(iso: string, days = 1): string {
  const when = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  when.setUTCDate(when.getUTCDate() + days);
  return when.toISOString().slice(0, 10);
}

/** The period a preset means on a day: this month and the last days run up to and with `today`. */
export function presetPeriod(preset: Preset, today: string): Period {
  const to = dayAfter(today);
  switch (preset) {
    case "all":
      return { from: null, to: null };
    case "month":
      return { from: `${today.slice(0, 7)}-01`, to };
    case "week":
      return { from: dayAfter(to, -7), to };
    case "thirty":
      return { from: dayAfter(to, -30), to };
  }
}

/** The preset that means this period today, if one does. */
export function presetOf(period: Period, today: string): Preset | null {
  const same = (preset: Preset) => {
    const { from, to } = presetPeriod(preset, today);
    return from === period.from && to === period.to;
  };
  return PRESETS.find(same) ?? null;
}

/** A period from the first and the last day a person named, whichever way round. */
export function daysChosen(first: string | null, last: string | null): Period {
  if (first && last && first > last) return daysChosen(last, first);
  return { from: first, to: last ? dayAfter(last) : null };
}

/** The last day that counts, as people say it. */
export function lastDay({ to }: Period): string | null {
  return to ? dayBefore(to) : null;
}
