/** The colours of coverage bands, most work first, for any number of bands. */
import type { Palette } from "./palette.ts";

const FIVE = ["band0", "band1", "band2", "band3", "band4"] as const;

/** As many steps as there are bands along the five colours of the design. */
export function bandColours({ colours }: Palette, count: number): string[] {
  const five = FIVE.map((token) => colours[token]);
  return Array.from({ length: count }, (_, band) => {
    const along = count > 1 ? (band / (count - 1)) * (five.length - 1) : 0;
    const [low, high] = [five[Math.floor(along)] ?? "", five[Math.ceil(along)] ?? ""];
    return mix(low, high, along - Math.floor(along));
  });
}

/** Which band a share (0 to 1) falls into; whole per cents decide, as they are printed. */
export function bandOf(percent: number, thresholds: readonly number[]): number {
  return thresholds.filter((threshold) => percent >= threshold).length;
}

/** A colour between two of the form #rrggbb or #rgb. */
export function mix(one: string, other: string, along: number): string {
  if (along === 0 || one === other) return one;
  if (along === 1) return other;
  const [from, to] = [parts(one), parts(other)];
  const between = from.map((value, i) => Math.round(value + ((to[i] ?? value) - value) * along));
  return `#${between.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function parts(colour: string): number[] {
  const digits = colour.replace("#", "");
  const whole = digits.length === 3 ? digits.replace(/./g, "$&$&") : digits;
  return [0, 2, 4].map((at) => Number.parseInt(whole.slice(at, at + 2), 16));
}
