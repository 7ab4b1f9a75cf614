/** How figures are written, in every view alike. */

/** Whole per cent; 100 and 0 are said only when they are true. No target: "—". */
export function percent(rate: number | null): string {
  if (rate === null) return "—";
  if (rate <= 0) return "0%";
  if (rate >= 1) return "100%";
  return `${Math.min(99, Math.max(1, Math.round(rate * 100)))}%`;
}

const PORTIONS = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });
const LEAST_PORTION = 0.001;

/** Per cent of what is mostly little, to a tenth: 8.4%. Nothing to divide by: "—". */
export function portion(rate: number | null): string {
  if (rate === null) return "—";
  if (rate > 0 && rate < LEAST_PORTION) return `<${PORTIONS.format(LEAST_PORTION)}`;
  return PORTIONS.format(rate);
}

const COUNTED = new Intl.NumberFormat("en");

/** 12,450. */
export function count(value: number): string {
  return COUNTED.format(value);
}

/** 11 月 21 日 / 21 Nov, with the year only when it is not this one. */
export function day(iso: string, lang: string, today: Date = new Date()): string {
  const [year = 0, month = 1, date = 1] = iso.slice(0, 10).split("-").map(Number);
  const when = new Date(year, month - 1, date);
  const thisYear = year === today.getFullYear();
  if (lang === "zh-CN") return `${thisYear ? "" : `${year} 年 `}${month} 月 ${date} 日`;
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    ...(thisYear ? {} : { year: "numeric" as const }),
  }).format(when);
}

/** The day before: periods are half-open, people say their last day. */
export function dayBefore(iso: string): string {
  const when = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  when.setUTCDate(when.getUTCDate() - 1);
  return when.toISOString().slice(0, 10);
}

/** A time zone by its name; before the workspace has told its own, the reader's. */
export type Zone = string | undefined;

/** 16:40, on the clocks of a time zone. */
export function clock(when: number, zone: Zone): string {
  return local(when, zone).slice(11, 16);
}

/** 11 月 21 日 16:40 / 21 Nov 16:40, on the calendars and clocks of a time zone. */
export function moment(when: number, lang: string, zone: Zone): string {
  return `${day(local(when, zone), lang)} ${clock(when, zone)}`;
}

/** 2026-11-21 16:40:05, as it is in a time zone: Swedes write it in the order of ISO 8601. */
function local(when: number, timeZone: Zone): string {
  return new Date(when).toLocaleString("sv-SE", { timeZone });
}

/** 60 米 / 60 m below a kilometre, then 1.2 公里 / 1.2 km; whole ones from ten on. */
export function distance(metres: number, lang: string): string {
  const chinese = lang === "zh-CN";
  // Nearly there is not there.
  const whole = metres < 0.05 ? 0 : Math.max(1, Math.round(metres));
  if (metres < 999.5) return `${whole} ${chinese ? "米" : "m"}`;
  return `${(metres / 1000).toFixed(metres < 9950 ? 1 : 0)} ${chinese ? "公里" : "km"}`;
}

/** A length of time by its largest two units: 1 小时 20 分 / 1 h 20 min. */
export function lasting(milliseconds: number, lang: string): string {
  const chinese = lang === "zh-CN";
  const minutes = Math.max(1, Math.round(Math.abs(milliseconds) / 60_000));
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(minutes / 1440), chinese ? "天" : "d"],
    [Math.floor(minutes / 60) % 24, chinese ? "小时" : "h"],
    [minutes % 60, chinese ? "分" : "min"],
  ];
  const first = parts.findIndex(([amount]) => amount > 0);
  return parts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(" ");
}
