import { NONE, neighboursOf, type Town } from "./town.ts";

/** For tests: houses in rows and columns, `wide` to a row, each beside the next; 10 m apart. */
export function block(
  wide: number,
  today: readonly number[],
  changes: {
    readonly households?: readonly number[];
    readonly patch?: readonly number[];
    readonly zone?: readonly number[];
    readonly building?: readonly number[];
  } = {},
): Town {
  const count = today.length;
  const [a, b]: [number[], number[]] = [[], []];
  for (let part = 0; part < count; part++) {
    if ((part + 1) % wide !== 0 && part + 1 < count) {
      a.push(part);
      b.push(part + 1);
    }
    if (part + wide < count) {
      a.push(part);
      b.push(part + wide);
    }
  }
  const areas = Math.max(...today) + 1;
  const zone = changes.zone ?? today.map(() => 0);
  const households = Float64Array.from(changes.households ?? today.map(() => 10));
  return {
    count,
    building: Int32Array.from(changes.building ?? today.keys()),
    load: households,
    households,
    today: Int32Array.from(today),
    patch: Int32Array.from(changes.patch ?? today.map(() => NONE)),
    zone: Int32Array.from(zone),
    x: Float64Array.from(today, (_, part) => (part % wide) * 10),
    y: Float64Array.from(today, (_, part) => Math.floor(part / wide) * 10),
    neighbours: neighboursOf(
      count,
      a,
      b,
      a.map(() => 10),
    ),
    zoneOf: Int32Array.from({ length: areas }, (_, area) => zone[today.indexOf(area)] ?? 0),
    patched: Uint8Array.from({ length: areas }, () => (changes.patch ? 1 : 0)),
  };
}

/** For tests: numbers that look like chance and are the same each time. */
export function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
