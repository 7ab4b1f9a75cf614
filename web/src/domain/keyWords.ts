/**
 * What a word that is keyed in means on its sheet. Doors may be called anything: a door `3n` is
 * written as door `3` is where nobody answered. Such a word is refused with what to write for
 * either; `#` ends a name where that is needed. The server takes and writes the same words
 * (`gridmap/fieldwork/key_words.py`), and both are held to the same vectors.
 */

import { DoorNames } from "./doorNames.ts";

export type KeyedOutcome = "met" | "no_answer" | "refused";

/** A number on a sheet, as far as marks go by it. */
export interface KeyedLine {
  readonly number: number;
  /** Whether each of its doors has boxes of its own. */
  readonly byDoor: boolean;
  readonly doors: readonly { readonly unit: string | null; readonly label: string }[];
}

export type FaultCode =
  | "key-unreadable"
  | "key-unknown-number"
  | "key-unknown-door"
  | "key-door-by-door"
  | "key-several-units"
  | "key-several-doors"
  | "key-ambiguous"
  | "key-name-or-result"
  | "key-nobody-there"
  | "key-twice";

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
// Of whatever a name is made in `DoorNames`, this is in none.
const END = "#";
const LEAVING = "; ";
const NUMBER = /^\d{1,6}$/;
const RANGE = /^([^-~–—到至]+)[-~–—到至]([^-~–—到至]+)$/;

/** A word that cannot be taken, and what to write instead before what says how it ended. */
export class Refused extends Error {
  constructor(
    readonly code: FaultCode,
    readonly facts: Readonly<Record<string, string | number>>,
    readonly words: readonly string[] = [],
  ) {
    super(code);
  }
}

export type Places = readonly { readonly line: KeyedLine; readonly door: number }[];

/**
 * One way to take a word apart into a name and what says how it ended. `words` are what is written,
 * before its suffix, where just this is meant: none where a word means no door.
 */
interface Sense {
  readonly name: string;
  readonly suffix: string;
  readonly outcome: KeyedOutcome;
  readonly meant: Places | Refused;
  readonly words: readonly string[];
  readonly building: KeyedLine | null;
  readonly unit: string;
}

interface Meant {
  readonly places: Places;
  readonly words: readonly string[];
}

/** The words of one sheet, and what was named last while they are taken one after another. */
export class KeyWords {
  readonly #lines: ReadonlyMap<number, KeyedLine>;
  /** The building whose doors are being named, and the unit that was named last. */
  building: KeyedLine | null = null;
  unit = "";

  constructor(lines: readonly KeyedLine[]) {
    this.#lines = new Map(lines.map((line) => [line.number, line]));
  }

  /** Names no building's doors any more. */
  leave(): void {
    this.building = null;
    this.unit = "";
  }

  /** Tells which doors a plain word means and what became of them; `Refused` if not just one. */
  take(word: string): { places: Places; outcome: KeyedOutcome } {
    const senses = this.#senses(word);
    const possible = senses.filter(({ words }) => words.length > 0);
    const sense = possible[0] ?? senses.at(-1);
    if (!sense) throw new Refused("key-unreadable", { token: word });
    this.building = sense.building;
    this.unit = sense.unit;
    const [name, result] = possible;
    if (name && result) {
      const facts = { token: word, name: result.name };
      const ways = { write: this.#said(name), other: this.#said(result) };
      throw new Refused("key-name-or-result", { ...facts, ...ways });
    }
    if (sense.meant instanceof Refused) throw this.#advising(word, sense, sense.meant);
    return { places: sense.meant, outcome: sense.outcome };
  }

  /** Takes a word as it is, for a door may be called 3n, and without what says how it ended. */
  #senses(word: string): Sense[] {
    const { building, unit } = this;
    return parted(word).map(([name, suffix, outcome]) => {
      this.building = building;
      this.unit = unit;
      const { meant, words } = this.#sense(name.replace(/#$/, ""), suffix);
      return { name, suffix, outcome, meant, words, building: this.building, unit: this.unit };
    });
  }

  #sense(name: string, suffix: string): Pick<Sense, "meant" | "words"> {
    try {
      const { places, words } = this.#meant(name);
      const meant = suffix && places.length === 0 ? new Refused("key-unreadable", {}) : places;
      return { meant, words };
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      return { meant: refused, words: refused.words.slice(0, 1) };
    }
  }

  /** Tells a refusal with the words to write instead. */
  #advising(word: string, { suffix }: Sense, { code, facts, words }: Refused): Refused {
    const told = code === "key-unreadable" || code === "key-ambiguous" ? { token: word } : {};
    const ways = words.map((way) => this.#alone(way, suffix));
    const advice = Object.fromEntries(ways.map((way, at) => [at ? "other" : "write", way]));
    return new Refused(code, { ...facts, ...told, ...advice });
  }

  #said({ words, suffix }: Sense): string {
    return words.map((word) => this.#alone(word, suffix)).join(" ");
  }

  /** Puts what says how it ended behind a name, which ends before it or is told to. */
  #alone(word: string, suffix: string): string {
    const fresh = new KeyWords([...this.#lines.values()]);
    const token = (word.startsWith(LEAVING) ? word.slice(LEAVING.length) : word) + suffix;
    const mayMean = fresh.#senses(token).filter(({ words }) => words.length > 0).length;
    return `${word}${mayMean > 1 ? END : ""}${suffix}`;
  }

  /** Tells which doors a name means, and how they are written wherever that is. */
  #meant(name: string): Meant {
    const colon = name.indexOf(":");
    if (colon >= 0) {
      const line = this.#line(name.slice(0, colon));
      const door = name.slice(colon + 1);
      this.building = line;
      this.unit = "";
      return withWords(door ? this.#doors(line, door) : []);
    }
    const meant = NUMBER.test(name) ? this.#lines.get(Number(name)) : undefined;
    const inside = this.building && this.#foundIn(this.building, name);
    if (inside) {
      if (meant && meant.doors.length > 0) throw either(inside, meant);
      return withWords(inside);
    }
    if (meant) {
      this.leave();
      return { places: whole(meant), words: [`${LEAVING}${meant.number}`] };
    }
    const several = this.#range(name);
    if (several.length > 0) return { places: several, words: [`${LEAVING}${name}`] };
    try {
      return withWords(this.#byNameAlone(name));
    } finally {
      // What is a unit there is none in the building whose doors are being named.
      this.unit = "";
    }
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
    if (inside.length > 0) this.leave();
    return inside.flatMap((line) => whole(line));
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
      this.unit = unit;
      return [];
    }
    const door = this.#door(line, name);
    if (door !== null) return [{ line, door }];
    const [, from, to] = RANGE.exec(name) ?? [];
    const known = [from, to].every((each) => each && namesOf(line).found(each).length > 0);
    if (from === undefined || to === undefined || !known) return null;
    const [first, last] = [this.#door(line, from), this.#door(line, to)];
    if (first === null || last === null) return null;
    const low = Math.min(first, last);
    const length = Math.abs(first - last) + 1;
    return Array.from({ length }, (_, at) => ({ line, door: low + at }));
  }

  #door(line: KeyedLine, name: string): number | null {
    const names = namesOf(line);
    let found = names.found(name);
    if (found.length > 1 && this.unit) {
      const here = found.filter((at) => names.units[at] === this.unit);
      if (here.length > 0) found = here;
    }
    const [first] = found;
    if (first === undefined) return null;
    if (found.length > 1) {
      const units = new Set(found.map((at) => names.units[at]));
      const code = units.size > 1 ? "key-several-units" : "key-several-doors";
      const way = spelled(line, first);
      throw new Refused(code, { number: line.number, door: name }, [way]);
    }
    this.unit = names.units[first] ?? "";
    return first;
  }

  /** Finds the doors that are called so in the one building on the sheet that has them. */
  #byNameAlone(name: string): Places {
    const found: Places[] = [];
    for (const line of this.#lines.values()) {
      if (isWhole(line)) continue;
      this.unit = "";
      const places = this.#foundIn(line, name);
      if (places && places.length > 0) found.push(places);
    }
    const [only = [], ...more] = found;
    const [first] = only;
    if (first && more.length > 0) {
      const { line, door } = first;
      const way = spelled(line, door);
      throw new Refused("key-several-doors", { number: line.number, door: name }, [way]);
    }
    if (first) return only;
    if (NUMBER.test(name)) throw new Refused("key-unknown-number", { number: Number(name) });
    throw new Refused("key-unreadable", { token: name });
  }
}

function parted(word: string): readonly (readonly [string, string, KeyedOutcome])[] {
  const [suffix, outcome] =
    SUFFIXES.find(([each]) => word.endsWith(each) && word.length > each.length) ?? [];
  const whole = [word, "", "met"] as const;
  return suffix && outcome ? [whole, [word.slice(0, -suffix.length), suffix, outcome]] : [whole];
}

function withWords(places: Places): Meant {
  return { places, words: places.map(({ line, door }) => spelled(line, door)) };
}

/** Refuses a word that is a door's name and a number, telling how either is written. */
function either([inside]: Places, meant: KeyedLine): Refused {
  const other = isWhole(meant) ? `${LEAVING}${meant.number}` : spelled(meant, 0);
  const words = inside ? [spelled(inside.line, inside.door), other] : [other];
  return new Refused("key-ambiguous", { number: inside?.line.number ?? "" }, words);
}

/** Whether the number of a line stands for all its doors. */
function isWhole({ byDoor, doors }: KeyedLine): boolean {
  return !byDoor && doors.length <= MOST_AT_ONCE;
}

function whole(line: KeyedLine): Places {
  const { number, doors } = line;
  if (doors.length === 0) throw new Refused("key-nobody-there", { number });
  if (!isWhole(line)) {
    const way = spelled(line, 0);
    throw new Refused("key-door-by-door", { number, doors: doors.length }, [way]);
  }
  return doors.map((_, door) => ({ line, door }));
}

/** Names a door of a building, before what says how it ended. */
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
