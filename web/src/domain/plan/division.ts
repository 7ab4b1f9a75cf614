import { type Reshaped, reshapedBy, stillReshaped } from "./reshaped.ts";
import { at, NONE, type Town } from "./town.ts";

/** One act of a planner: which parts went from where to where. */
export interface Stroke {
  readonly parts: Int32Array;
  readonly before: Int32Array;
  readonly after: Int32Array;
  /** Those of the parts, and of others, that a hand has placed by it. */
  readonly byHand: readonly number[];
  readonly reshaped: Reshaped;
}

/** What became of a wish to hand parts over. */
export interface Handed {
  /** Parts that went. */
  readonly moved: number;
  /** Parts that are locked, or whose area is. */
  readonly locked: number;
  /** Parts that would reach across to another zone. */
  readonly across: number;
}

/** A wish to hand parts over: which of them would go. */
interface Going {
  readonly going: readonly number[];
  readonly held: Handed;
}

/**
 * A division by hand: every part has an area, strokes change some of them, and can be taken back
 * and done again. Locked parts stay where they are, locked areas neither give nor take.
 */
export class Division {
  readonly area: Int32Array;
  readonly lockedParts: Uint8Array;
  readonly lockedAreas: ReadonlySet<number> = new Set();
  readonly #town: Town;
  readonly #placed: readonly number[];
  readonly #reshaped: Reshaped;
  readonly #done: Stroke[] = [];
  #undone: Stroke[] = [];
  #areas: number;
  /** Numbers that are others' or were there before: no new area has them. */
  #known: number;

  /** `placed`: parts that a hand had placed before, in the plan that is gone on with. */
  constructor(town: Town, area: Int32Array, areas: number, placed: readonly number[] = []) {
    this.#town = town;
    this.area = area.slice();
    this.#areas = areas;
    this.#known = areas;
    this.#placed = placed;
    this.#reshaped = reshapedBy(town, area, placed);
    this.lockedParts = new Uint8Array(town.count);
  }

  /** Leaves numbers of areas to others: those up to `areas` are no new ones. */
  know(areas: number): void {
    this.#areas = Math.max(this.#areas, areas);
    this.#known = Math.max(this.#known, areas);
  }

  /** How many numbers of areas are in use or were. */
  get areas(): number {
    return this.#areas;
  }

  get last(): Stroke | null {
    return this.#done.at(-1) ?? null;
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** Parts that a hand has placed, and that are where it put them. */
  get placed(): number[] {
    const placed = new Set(this.#placed);
    for (const { parts, byHand } of this.#done) {
      for (const part of parts) placed.delete(part);
      for (const part of byHand) placed.add(part);
    }
    return [...placed].sort((one, other) => one - other);
  }

  /** Areas that a hand has made, and those of today that it has ended. */
  get reshaped(): Reshaped {
    return stillReshaped([this.#reshaped, ...this.#done.map((one) => one.reshaped)], this.area);
  }

  /** The parts of an area. */
  partsOf(area: number): number[] {
    const parts: number[] = [];
    for (let part = 0; part < this.area.length; part++) {
      if (at(this.area, part) === area) parts.push(part);
    }
    return parts;
  }

  /** What would become of parts handed to an area: where each part would be, and what would stay. */
  foresee(parts: Iterable<number>, to: number): { area: Int32Array; held: Handed } {
    const { going, held } = this.#going(parts, to);
    const area = this.area.slice();
    for (const part of going) area[part] = to;
    return { area, held };
  }

  /** Hands parts to an area, {@link NONE} for nobody; what may not go stays. */
  hand(parts: Iterable<number>, to: number): Handed {
    return this.#stroke(parts, to);
  }

  /** Makes a new area of parts; its number is the next one, those of areas taken back are free. */
  found(parts: Iterable<number>): Handed {
    const fresh = this.#done.reduce(
      (next, { after }) => after.reduce((most, area) => Math.max(most, area + 1), next),
      this.#known,
    );
    // What was locked of one that was taken back says nothing of this one.
    this.lockArea(fresh, false);
    const handed = this.#stroke(parts, fresh, [fresh]);
    if (handed.moved > 0) this.#areas = Math.max(this.#known, fresh + 1);
    return handed;
  }

  /** Makes two areas one: the one with fewer households goes to the other. */
  merge(one: number, other: number): Handed {
    const weight = (area: number) =>
      this.partsOf(area).reduce((sum, part) => sum + at(this.#town.households, part), 0);
    const [from, to] = weight(one) < weight(other) ? [one, other] : [other, one];
    return this.hand(this.partsOf(from), to);
  }

  lockPart(part: number, locked: boolean): void {
    this.lockedParts[part] = locked ? 1 : 0;
  }

  lockArea(area: number, locked: boolean): void {
    const all = this.lockedAreas as Set<number>;
    if (locked) all.add(area);
    else all.delete(area);
  }

  /**
   * Takes another division in one stroke: a proposal, or what was mended around the hand's own;
   * `byHand` are parts that somebody had placed in it.
   */
  become(area: Int32Array, areas: number, byHand: readonly number[] = []): void {
    this.know(areas);
    const parts: number[] = [];
    for (let part = 0; part < area.length; part++) {
      if (at(area, part) !== at(this.area, part)) parts.push(part);
    }
    if (parts.length > 0)
      this.#do(
        parts,
        parts.map((part) => at(area, part)),
        byHand,
        () => reshapedBy(this.#town, area, byHand),
      );
  }

  undo(): Stroke | null {
    const stroke = this.#done.pop();
    if (!stroke) return null;
    this.#write(stroke.parts, stroke.before);
    this.#undone.push(stroke);
    return stroke;
  }

  redo(): Stroke | null {
    const stroke = this.#undone.pop();
    if (!stroke) return null;
    this.#write(stroke.parts, stroke.after);
    this.#done.push(stroke);
    return stroke;
  }

  #going(parts: Iterable<number>, to: number): Going {
    const going: number[] = [];
    let [locked, across] = [0, 0];
    let home = this.#zoneOf(to);
    for (const part of new Set(parts)) {
      const from = at(this.area, part);
      if (from === to) continue;
      if (this.lockedParts[part] || this.lockedAreas.has(from) || this.lockedAreas.has(to)) {
        locked += 1;
        continue;
      }
      const zone = at(this.#town.zone, part);
      home ??= zone;
      if (to !== NONE && zone !== home) across += 1;
      else going.push(part);
    }
    return { going, held: { moved: going.length, locked, across } };
  }

  #stroke(parts: Iterable<number>, to: number, made: readonly number[] = []): Handed {
    const { going, held } = this.#going(parts, to);
    if (going.length > 0) {
      const from = new Set(going.map((part) => at(this.area, part)));
      const ended = [...from].filter((own) => own >= 0 && own < this.#town.zoneOf.length);
      const aims = going.map(() => to);
      this.#do(going, aims, going, () => stillReshaped([{ made, ended }], this.area));
    }
    return held;
  }

  /** The zone that an area lies in, a new one by its parts. */
  #zoneOf(area: number): number | undefined {
    return this.#town.zoneOf[area] ?? this.#town.zone[this.area.indexOf(area)];
  }

  #do(
    parts: readonly number[],
    to: readonly number[],
    byHand: readonly number[],
    reshaped: () => Reshaped,
  ): void {
    const stroke = {
      byHand,
      parts: Int32Array.from(parts),
      before: Int32Array.from(parts, (part) => at(this.area, part)),
      after: Int32Array.from(to),
    };
    this.#write(stroke.parts, stroke.after);
    this.#done.push({ ...stroke, reshaped: reshaped() });
    this.#undone = [];
  }

  #write(parts: Int32Array, areas: Int32Array): void {
    for (const [place, part] of parts.entries()) this.area[part] = at(areas, place);
  }
}
