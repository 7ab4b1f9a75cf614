/**
 * Marks as they are keyed in from a ticked sheet, read while they are typed. The server reads the
 * same text the same way (`gridmap/fieldwork/keyed.py`), and both are held to the same vectors.
 */

import { DoorNames, plain } from "./doorNames.ts";

export type KeyedOutcome = "met" | "no_answer" | "refused";

/** A number on a sheet, as far as marks go by it. */
export interface KeyedLine {
  readonly number: number;
  /** Whether each of its doors has boxes of its own. */
  readonly byDoor: boolean;
  readonly doors: readonly { readonly unit: string | null; readonly label: string }[];
}

/** What became of one door of a line, and where in the text it is said. */
export interface Mark {
  readonly number: number;
  readonly door: number;
  readonly outcome: KeyedOutcome;
  readonly start: number;
  readonly end: number;
}

export type FaultCode =
  | "key-unreadable"
  | "key-unknown-number"
  | "key-unknown-door"
  | "key-door-by-door"
  | "key-several-units"
  | "key-several-doors"
  | "key-ambiguous"
  | "key-nobody-there"
  | "key-twice";

/** A word that cannot be taken. */
export interface KeyFault {
  readonly code: FaultCode;
  readonly start: number;
  readonly end: number;
  readonly facts: Readonly<Record<string, string>>;
}

/** Up to so many doors of one row are meant by its number; of more each is named. */
const MOST_AT_ONCE = 3;

const OUTCOMES: readonly (readonly [KeyedOutcome, string])[] = [
  ["met", "m ✓ √ 见 见了"],
  ["no_answer", "n 无 无人 没 没人"],
  ["refused", "r 拒 拒访 别 别去"],
];
const SUFFIXES = OUTCOMES.flatMap(([outcome, words]) =>
  words.split(" ").map((word) => [word, outcome] as const),
).sort(([one], [other]) => other.length - one.length);
const TOKEN = /[;\n]|[^\s,、;]+/g;
const NUMBER = /^\d{1,6}$/;
const RANGE = /^([^-~–—到至]+)[-~–—到至]([^-~–—到至]+)$/;

class Refused extends Error {
  constructor(
    readonly code: FaultCode,
    readonly facts: Record<string, string | number>,
  ) {
    super(code);
  }
}

type Places = readonly { readonly line: KeyedLine; readonly door: number }[];

/** Reads marks against the sheet they were made on: every word is in one of both lists. */
export function readMarks(
  text: string,
  lines: readonly KeyedLine[],
): { marks: Mark[]; faults: KeyFault[] } {
  const reading = new Reading(lines);
  return reading.read(plain(text));
}

class Reading {
  readonly #lines: ReadonlyMap<number, KeyedLine>;
  readonly #marks = new Map<string, Mark>();
  readonly #faults: KeyFault[] = [];
  /** The building whose doors are being named, and the unit that was named last. */
  #building: KeyedLine | null = null;
  #unit = "";

  constructor(lines: readonly KeyedLine[]) {
    this.#lines = new Map(lines.map((line) => [line.number, line]));
  }

  read(text: string): { marks: Mark[]; faults: KeyFault[] } {
    for (const found of text.matchAll(TOKEN)) {
      const [token] = found;
      if (token === ";" || token === "\n") this.#leave();
      else this.#take(token, found.index, text);
    }
    return { marks: [...this.#marks.values()], faults: this.#faults };
  }

  #leave(): void {
    this.#building = null;
    this.#unit = "";
  }

  #take(token: string, start: number, text: string): void {
    const end = start + token.length;
    const unit = this.#unit;
    let refused: Refused | null = null;
    for (const [body, outcome] of readings(token)) {
      this.#unit = unit;
      try {
        const places = this.#places(body);
        for (const { line, door } of places)
          this.#mark({ number: line.number, door, outcome, start, end }, text);
        if (places.length > 0 || body === token) return;
        refused = new Refused("key-unreadable", {});
      } catch (fault) {
        if (!(fault instanceof Refused)) throw fault;
        refused = fault;
      }
    }
    if (refused) {
      const told = refused.code === "key-unreadable" ? { token } : {};
      this.#fault(refused.code, start, end, { ...refused.facts, ...told });
    }
  }

  #mark(mark: Mark, text: string): void {
    const key = `${mark.number} ${mark.door}`;
    const before = this.#marks.get(key);
    if (!before) this.#marks.set(key, mark);
    else if (before.outcome !== mark.outcome) {
      const { start, end } = mark;
      const facts = { token: text.slice(start, end), before: text.slice(before.start, before.end) };
      this.#fault("key-twice", start, end, facts);
    }
  }

  #fault(code: FaultCode, start: number, end: number, told: Record<string, string | number>): void {
    const facts = Object.fromEntries(Object.entries(told).map(([name, fact]) => [name, `${fact}`]));
    this.#faults.push({ code, start, end, facts });
  }

  /** Tells which doors a word means. */
  #places(body: string): Places {
    const colon = body.indexOf(":");
    if (colon >= 0) {
      const line = this.#line(body.slice(0, colon));
      const name = body.slice(colon + 1);
      this.#building = line;
      this.#unit = "";
      return name ? this.#doors(line, name) : [];
    }
    const meant = NUMBER.test(body) ? this.#lines.get(Number(body)) : undefined;
    const inside = this.#building && this.#foundIn(this.#building, body);
    if (inside) {
      if (meant && meant.doors.length > 0) this.#either(body, inside, meant);
      return inside;
    }
    if (meant) {
      this.#leave();
      return whole(meant);
    }
    const several = this.#range(body);
    if (several.length > 0) return several;
    try {
      return this.#byNameAlone(body);
    } finally {
      // What is a unit there is none in the building whose doors are being named.
      this.#unit = "";
    }
  }

  /** Refuses a word that is a door's name and a number, telling how either is written. */
  #either(token: string, [inside]: Places, meant: KeyedLine): void {
    if (!inside) return;
    const { line, door } = inside;
    const other = isWhole(meant) ? `; ${meant.number}` : spelled(meant, 0);
    const facts = { token, number: line.number, write: spelled(line, door), other };
    throw new Refused("key-ambiguous", facts);
  }

  #line(number: string): KeyedLine {
    if (!NUMBER.test(number)) throw new Refused("key-unreadable", { token: `${number}:` });
    const line = this.#lines.get(Number(number));
    if (!line) throw new Refused("key-unknown-number", { number: Number(number) });
    return line;
  }

  #range(body: string): Places {
    const ends = RANGE.exec(body)?.slice(1) ?? [];
    if (ends.length !== 2 || !ends.every((end) => NUMBER.test(end))) return [];
    const [first = 0, last = 0] = ends.map(Number).sort((one, other) => one - other);
    const inside = [...this.#lines.values()]
      .filter(({ number }) => first <= number && number <= last)
      .sort((one, other) => one.number - other.number);
    if (inside.length > 0) this.#leave();
    return inside.flatMap(whole);
  }

  #doors(line: KeyedLine, name: string): Places {
    const found = this.#foundIn(line, name);
    if (!found) throw new Refused("key-unknown-door", { number: line.number, door: name });
    return found;
  }

  /** Finds doors of a building by name, by unit and name, or from one to another. */
  #foundIn(line: KeyedLine, name: string): Places | null {
    const unit = namesOf(line).unit(name);
    if (unit !== null) {
      this.#unit = unit;
      return [];
    }
    const door = this.#door(line, name);
    if (door !== null) return [{ line, door }];
    const [, from, to] = RANGE.exec(name) ?? [];
    if (from === undefined || to === undefined) return null;
    const [first, last] = [this.#door(line, from), this.#door(line, to)];
    if (first === null || last === null) return null;
    const low = Math.min(first, last);
    const length = Math.abs(first - last) + 1;
    return Array.from({ length }, (_, at) => ({ line, door: low + at }));
  }

  #door(line: KeyedLine, name: string): number | null {
    const names = namesOf(line);
    let found = names.found(name);
    if (found.length > 1 && this.#unit) {
      const here = found.filter((at) => names.units[at] === this.#unit);
      if (here.length > 0) found = here;
    }
    const [first] = found;
    if (first === undefined) return null;
    if (found.length > 1) {
      const units = new Set(found.map((at) => names.units[at]));
      const facts = { number: line.number, door: name, write: spelled(line, first) };
      throw new Refused(units.size > 1 ? "key-several-units" : "key-several-doors", facts);
    }
    this.#unit = names.units[first] ?? "";
    return first;
  }

  /** Finds the doors that are called so in the one building on the sheet that has them. */
  #byNameAlone(name: string): Places {
    const found: Places[] = [];
    for (const line of this.#lines.values()) {
      if (isWhole(line)) continue;
      this.#unit = "";
      const places = this.#foundIn(line, name);
      if (places && places.length > 0) found.push(places);
    }
    const [only = [], ...more] = found;
    const [first] = only;
    if (first && more.length > 0) {
      const write = spelled(first.line, first.door);
      throw new Refused("key-several-doors", { number: first.line.number, door: name, write });
    }
    if (first) return only;
    if (NUMBER.test(name)) throw new Refused("key-unknown-number", { number: Number(name) });
    throw new Refused("key-unreadable", { token: name });
  }
}

/** Takes a word as it is, for a door may be called 3n, then without what says how it ended. */
function* readings(token: string): Generator<readonly [string, KeyedOutcome]> {
  yield [token, "met"];
  const suffix = SUFFIXES.find(([word]) => token.endsWith(word) && token.length > word.length);
  if (suffix) yield [token.slice(0, -suffix[0].length), suffix[1]];
}

/** Whether the number of a line stands for all its doors. */
function isWhole({ byDoor, doors }: KeyedLine): boolean {
  return !byDoor && doors.length <= MOST_AT_ONCE;
}

function whole(line: KeyedLine): Places {
  const { number, doors } = line;
  if (doors.length === 0) throw new Refused("key-nobody-there", { number });
  if (!isWhole(line)) {
    const facts = { number, doors: doors.length, write: spelled(line, 0) };
    throw new Refused("key-door-by-door", facts);
  }
  return doors.map((_, door) => ({ line, door }));
}

/** Writes a door so that nothing else can be meant. */
function spelled(line: KeyedLine, door: number): string {
  return `${line.number}:${namesOf(line).spelled(door)}`;
}

/** What the doors of a line are called: every word that is typed is looked for among all of them. */
const NAMES = new WeakMap<KeyedLine, DoorNames>();

function namesOf(line: KeyedLine): DoorNames {
  const known = NAMES.get(line) ?? new DoorNames(line.doors);
  NAMES.set(line, known);
  return known;
}
