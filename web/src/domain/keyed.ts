/**
 * Marks as they are keyed in from a ticked sheet, read while they are typed. The server reads the
 * same text the same way (`gridmap/fieldwork/keyed.py`), and both are held to the same vectors.
 */

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
const UNIT_AND_DOOR = /^(.+?)(?:-|\/|单元)(.+)$/;

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

/** Writes words of a text that were not taken, each with the building whose door it names. */
export function leftOver(
  text: string,
  words: readonly { readonly start: number; readonly end: number }[],
  lines: readonly KeyedLine[],
): string {
  const reading = new Reading(lines);
  reading.read(plain(text));
  let said = "";
  let last: number | undefined;
  for (const { start, end } of words) {
    const word = text.slice(start, end);
    const inside = reading.within.get(start);
    const named = inside === undefined || inside === last || plain(word).includes(":");
    if (said) said += last !== undefined && inside !== last ? "; " : " ";
    said += named ? word : `${inside}:${word}`;
    last = inside;
  }
  return said;
}

/** Writes full width as half width and capitals small, each character in its place. */
function plain(text: string): string {
  return Array.from({ length: text.length }, (_, at) => {
    const each = text.charAt(at);
    const other = each.normalize("NFKC").toLowerCase();
    return other.length === 1 ? other : each;
  }).join("");
}

class Reading {
  readonly #lines: ReadonlyMap<number, KeyedLine>;
  readonly #marks = new Map<string, Mark>();
  readonly #faults: KeyFault[] = [];
  /** The building whose doors are being named, and the unit that was named last. */
  #building: KeyedLine | null = null;
  #unit: string | null = null;
  /** Where a word begins → the number of the building whose doors are named there. */
  readonly within = new Map<number, number>();

  constructor(lines: readonly KeyedLine[]) {
    this.#lines = new Map(lines.map((line) => [line.number, line]));
  }

  read(text: string): { marks: Mark[]; faults: KeyFault[] } {
    for (const found of text.matchAll(TOKEN)) {
      const [token] = found;
      if (token === ";" || token === "\n") {
        this.#building = null;
        this.#unit = null;
      } else {
        this.#take(token, found.index, text);
        if (this.#building) this.within.set(found.index, this.#building.number);
      }
    }
    return { marks: [...this.#marks.values()], faults: this.#faults };
  }

  #take(token: string, start: number, text: string): void {
    const end = start + token.length;
    const unit = this.#unit;
    let refused: Refused | null = null;
    for (const [body, outcome] of readings(token)) {
      this.#unit = unit;
      try {
        for (const { line, door } of this.#places(body))
          this.#mark({ number: line.number, door, outcome, start, end }, text);
        return;
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
      this.#unit = null;
      return name ? this.#doors(line, name) : [];
    }
    const numbered = NUMBER.test(body) ? this.#lines.get(Number(body)) : undefined;
    const inside = this.#building && this.#foundIn(this.#building, body);
    if (inside) {
      if (numbered && this.#building)
        throw new Refused("key-ambiguous", { token: body, number: this.#building.number });
      return inside;
    }
    if (numbered) {
      this.#building = null;
      this.#unit = null;
      return whole(numbered);
    }
    const several = this.#range(body);
    return several.length > 0 ? several : this.#byNameAlone(body);
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
    return [...this.#lines.values()]
      .filter(({ number }) => first <= number && number <= last)
      .sort((one, other) => one.number - other.number)
      .flatMap(whole);
  }

  #doors(line: KeyedLine, name: string): Places {
    const found = this.#foundIn(line, name);
    if (!found) throw new Refused("key-unknown-door", { number: line.number, door: name });
    return found;
  }

  /** Finds doors of a building by name, by unit and name, or from one to another. */
  #foundIn(line: KeyedLine, name: string): Places | null {
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
    const labels = labelsOf(line);
    const unitOf = (at: number) => line.doors[at]?.unit ?? null;
    const called = (wanted: string) => {
      const found: number[] = [];
      for (let at = labels.indexOf(wanted); at >= 0; at = labels.indexOf(wanted, at + 1))
        found.push(at);
      return found;
    };
    let found = called(bare(name));
    if (found.length > 1 && this.#unit !== null) {
      const here = found.filter((at) => unitOf(at) === this.#unit);
      if (here.length > 0) found = here;
    }
    const [, unit, door] = UNIT_AND_DOOR.exec(name) ?? [];
    if (found.length === 0 && unit !== undefined && door !== undefined)
      found = called(bare(door)).filter((at) => (unitOf(at) ?? "").toLowerCase() === unit.trim());
    const [only] = found;
    if (only === undefined) return null;
    if (found.length > 1) {
      const units = new Set(found.map((at) => unitOf(at) ?? ""));
      const facts = { number: line.number, door: name };
      if (units.size > 1)
        throw new Refused("key-several-units", { ...facts, unit: [...units][0] ?? "" });
      throw new Refused("key-several-doors", facts);
    }
    this.#unit = unitOf(only);
    return only;
  }

  /** Finds the doors that are called so in the one building on the sheet that has them. */
  #byNameAlone(name: string): Places {
    const found: Places[] = [];
    for (const line of this.#lines.values()) {
      if (!line.byDoor && line.doors.length <= MOST_AT_ONCE) continue;
      this.#unit = null;
      const places = this.#foundIn(line, name);
      if (places) found.push(places);
    }
    const [only, ...more] = found;
    if (only && more.length === 0) return only;
    if (only)
      throw new Refused("key-several-doors", { number: only[0]?.line.number ?? 0, door: name });
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

function whole(line: KeyedLine): Places {
  const { number, doors } = line;
  if (doors.length === 0) throw new Refused("key-nobody-there", { number });
  if (line.byDoor || doors.length > MOST_AT_ONCE)
    throw new Refused("key-door-by-door", { number, doors: doors.length });
  return doors.map((_, door) => ({ line, door }));
}

/** What the doors of a line are called: every word that is typed is looked for among all of them. */
const LABELS = new WeakMap<KeyedLine, readonly string[]>();

/** Calls each door as one types it; doors without a name are counted. */
function labelsOf(line: KeyedLine): readonly string[] {
  const known = LABELS.get(line);
  if (known) return known;
  const labels = line.doors.map(({ label }, at) => bare(plain(label)) || `${at + 1}`);
  LABELS.set(line, labels);
  return labels;
}

/** Takes what a door is called by itself out of its plain name. */
function bare(name: string): string {
  return name.trim().replace(/室$/, "").replace(/号$/, "").replace(/户$/, "");
}
