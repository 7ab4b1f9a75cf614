/**
 * Marks as they are keyed in from a ticked sheet, read while they are typed. The server reads the
 * same text the same way (`gridmap/fieldwork/keyed.py`), and both are held to the same vectors.
 */

import { plain } from "./doorNames.ts";
import {
  type FaultCode,
  type KeyedLine,
  type KeyedOutcome,
  KeyWords,
  Refused,
} from "./keyWords.ts";

const TOKEN = /[;\n]|[^\s,、;]+/g;

/** What became of one door of a line, and where in the text it is said. */
export interface Mark {
  readonly number: number;
  readonly door: number;
  readonly outcome: KeyedOutcome;
  readonly start: number;
  readonly end: number;
}

/** A word that cannot be taken. */
export interface KeyFault {
  readonly code: FaultCode;
  readonly start: number;
  readonly end: number;
  readonly facts: Readonly<Record<string, string>>;
}

/** Reads marks against the sheet they were made on: every word is in one of both lists. */
export function readMarks(
  text: string,
  lines: readonly KeyedLine[],
): { marks: Mark[]; faults: KeyFault[] } {
  const reading = new Reading(lines);
  return reading.read(plain(text));
}

class Reading {
  readonly #words: KeyWords;
  readonly #marks = new Map<string, Mark>();
  readonly #faults: KeyFault[] = [];

  constructor(lines: readonly KeyedLine[]) {
    this.#words = new KeyWords(lines);
  }

  read(text: string): { marks: Mark[]; faults: KeyFault[] } {
    for (const found of text.matchAll(TOKEN)) {
      const [token] = found;
      if (token === ";" || token === "\n") this.#words.leave();
      else this.#take(token, found.index, text);
    }
    return { marks: [...this.#marks.values()], faults: this.#faults };
  }

  #take(token: string, start: number, text: string): void {
    const end = start + token.length;
    try {
      const { places, outcome } = this.#words.take(token);
      for (const { line, door } of places)
        this.#mark({ number: line.number, door, outcome, start, end }, text);
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      this.#fault(refused.code, start, end, refused.facts);
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

  #fault(code: FaultCode, start: number, end: number, told: Refused["facts"]): void {
    const facts = Object.fromEntries(Object.entries(told).map(([name, fact]) => [name, `${fact}`]));
    this.#faults.push({ code, start, end, facts });
  }
}
