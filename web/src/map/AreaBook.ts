import { LEVELS } from "../domain/levels.ts";
import type { AreaMark, AreaShare, Bands, Level } from "./contract.ts";
import { bandColours, bandOf } from "./draw/bands.ts";
import { areasAt, levelAt } from "./draw/levels.ts";
import type { Palette } from "./draw/palette.ts";

/** The areas there are, how far each is, and which of them stand at a zoom. */
export class AreaBook {
  #marks: readonly AreaMark[] = [];
  #standing: { level: string; parent: number }[] = [];
  #present: Level[] = [];
  #byId = new Map<number, AreaMark>();
  #byCode = new Map<string, AreaMark>();
  #shown: AreaMark[] = [];
  #ids = new Set<number>();
  #level: Level | undefined;
  #shares: ReadonlyMap<string, AreaShare> = new Map();
  #bands: Bands = { thresholds: [40, 60, 80, 95], share: "met" };
  /** The level that was asked for, whatever the zoom. */
  pinned: Level | null = null;

  set(marks: readonly AreaMark[]): void {
    const index = new Map(marks.map(({ code }, i) => [code, i]));
    this.#marks = marks;
    this.#standing = marks.map(({ level, parent }) => ({
      level,
      parent: index.get(parent ?? "") ?? -1,
    }));
    const levels = LEVELS.filter((level) => marks.some((mark) => mark.level === level));
    // Where all lies in one street there is nothing to see of it but a single patch of colour.
    const alone = (level: Level) =>
      (level === "county" || level === "subdistrict") &&
      marks.filter((mark) => mark.level === level).length === 1;
    const first = levels.findIndex((level) => !alone(level));
    this.#present = first < 0 ? levels : levels.slice(first);
    this.#byId = new Map(marks.map((mark) => [mark.id, mark]));
    this.#byCode = new Map(marks.map((mark) => [mark.code, mark]));
    this.#level = undefined;
    // What is there no more stands no more, also where nothing came in its place.
    this.#shown = [];
  }

  setShares(shares: ReadonlyMap<string, AreaShare>, bands: Bands): void {
    this.#shares = shares;
    this.#bands = bands;
  }

  get any(): boolean {
    return this.#marks.length > 0;
  }

  /** The level that stands now. */
  get level(): Level | undefined {
    return this.#level;
  }

  /** The areas that stand now. */
  get shown(): readonly AreaMark[] {
    return this.#shown;
  }

  /** Let the areas stand that belong to a zoom; tells whether others stand than before. */
  follow(zoom: number): boolean {
    const level = this.pinned ?? levelAt(zoom, this.#present);
    if (level === this.#level && this.#shown.length) return false;
    this.#level = level;
    this.#shown = areasAt(this.#standing, level).flatMap((i) => this.#marks[i] ?? []);
    this.#ids = new Set(this.#shown.map(({ id }) => id));
    return true;
  }

  stands = (id: number): boolean => this.#ids.has(id);

  byId(id: number | null): AreaMark | undefined {
    return id === null ? undefined : this.#byId.get(id);
  }

  byCode(code: string | undefined): AreaMark | undefined {
    return code === undefined ? undefined : this.#byCode.get(code);
  }

  /** Is an area the one with this code, or part of it? */
  isWithin(mark: AreaMark, code: string): boolean {
    const seen = new Set<string>();
    let at: AreaMark | undefined = mark;
    while (at && at.code !== code && !seen.has(at.code)) {
      seen.add(at.code);
      at = this.byCode(at.parent ?? undefined);
    }
    return at?.code === code;
  }

  /** All areas of a level, whether they stand or not. */
  of(level: Level): AreaMark[] {
    return this.#marks.filter((mark) => mark.level === level);
  }

  share(mark: AreaMark): AreaShare | null {
    return this.#shares.get(mark.code) ?? null;
  }

  /** Is an area written on: where some have figures, small ones that are told none only clutter. */
  isTold(mark: AreaMark): boolean {
    const small = LEVELS.indexOf(mark.level) >= LEVELS.indexOf("grid");
    return !small || !this.#shares.size || this.#shares.has(mark.code);
  }

  /** Whole per cent of an area as its label prints it; never rounded to 0 or 100. */
  percent(mark: AreaMark): number | null {
    const share = this.share(mark);
    if (!share?.target) return null;
    const part = this.part(share);
    const percent = Math.round((100 * part) / share.target);
    if (percent === 100 && part < share.target) return 99;
    return percent === 0 && part > 0 ? 1 : percent;
  }

  /** Which share counts. */
  get counted(): Bands["share"] {
    return this.#bands.share;
  }

  /** What is counted: households met, or tried at. */
  part({ attempted, reached }: AreaShare): number {
    return this.#bands.share === "met" ? reached : attempted;
  }

  /** Colour of each area that stands and has a share, by id. */
  colours(palette: Palette): Map<number, string> {
    const { thresholds } = this.#bands;
    const colours = bandColours(palette, thresholds.length + 1);
    const banded = new Map<number, string>();
    for (const mark of this.#shown) {
      const percent = this.percent(mark);
      if (percent === null) continue;
      banded.set(mark.id, colours[bandOf(percent, thresholds)] ?? "");
    }
    return banded;
  }
}
