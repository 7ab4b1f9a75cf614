import { batch, computed, type ReadonlySignal, signal } from "@preact/signals";
import { readMapAreas } from "../api/map.ts";
import { type PlanLevel, readCells, readGround, type StudioGround } from "../api/plans.ts";
import { ifReached, type Server } from "../api/server.ts";
import { type Account, type Aim, accountOf, type Bounds } from "../domain/plan/account.ts";
import { type Borders, bordersOf, linesOf, type Walls, wallsOf } from "../domain/plan/borders.ts";
import { Division, type Handed, type Stroke } from "../domain/plan/division.ts";
import { groundOf, ownersOf, type PlanGround } from "../domain/plan/ground.ts";
import { type Shapes, shapesOf } from "../domain/plan/shapes.ts";
import { at } from "../domain/plan/town.ts";
import { Reading } from "../state/reading.ts";
import { usualAim } from "./aim.ts";
import { type Assignment, labelled, laidOver, sameGround } from "./assignment.ts";
import { type Exact, Exactly } from "./exact.ts";
import { LOADS } from "./load.ts";
import { Locks } from "./locks.ts";
import { outlineOf } from "./outlines.ts";

/** What a plan is made on: the ground as it is sent, and to be reckoned with. */
export interface Loaded {
  readonly sent: StudioGround;
  readonly ground: PlanGround;
  /** Outline of the area that it lies in; none where nobody drew it. */
  readonly outline: GeoJSON.Geometry | null;
  /** What areas of today are called on the map, by their number. */
  readonly short: readonly (string | null)[];
}

/** What the ground is cut into, building by building. */
export interface Cut {
  readonly cells: Shapes;
  readonly walls: Walls;
}

/** A kept plan that the one in the making is shown beside, in place of today. */
export interface Beside {
  readonly name: string;
  readonly title: string;
  readonly assignment: Assignment;
  /** Number of each part's area in it. */
  readonly area: Int32Array;
  /** Its areas along streets, as far as the server has drawn them so. */
  readonly outlines: Borders | null;
}

/** What the last act was, and what it changed. */
export interface LastStroke {
  readonly kind: Act;
  /** Parts that went, and areas they came from and went to, as far as these are one each. */
  readonly parts: readonly number[];
  readonly from: number | null;
  readonly to: number | null;
  /** More households that change leader, area; metres more to walk. */
  readonly changed: number;
  readonly moved: number;
  readonly walk: number;
  readonly held: Handed | null;
}

export type Act =
  | "hand"
  | "split"
  | "merge"
  | "found"
  | "proposal"
  | "mend"
  | "undo"
  | "redo"
  | "open"
  | "resumed";
export type Tool = "select" | "lasso" | "split" | "merge";
export type Showing = "today" | "both" | "plan";

/** A plan in the making: one division of one area's ground, by search and by hand. */
export class Studio {
  readonly reading = new Reading<Loaded>();
  readonly aim = signal<Aim>({ tolerance: 0.05 });
  readonly tool = signal<Tool>("select");
  readonly showing = signal<Showing>("both");
  readonly beside = signal<Beside | null>(null);
  readonly selected = signal<ReadonlySet<number>>(new Set());
  /** Number of the area that is chosen. */
  readonly chosen = signal<number | null>(null);
  readonly last = signal<LastStroke | null>(null);
  /** Whether strokes were made since the plan was kept. */
  readonly changed = signal(false);
  /** Counts what is done to the division. */
  readonly strokes = signal(0);
  readonly locks = new Locks(this, () => this.#relocked());
  division: Division | null = null;
  labels: string[] = [];
  /** The stroke that it was last kept after; `undefined` where nothing of it is kept. */
  #kept: Stroke | null | undefined = null;
  /** What was locked in the plan that is kept; none where no plan is. */
  #keptLocks: readonly string[] | null = null;
  readonly #exactly = new Exactly(this);
  readonly #cutting = new Reading<Cut | null>();

  constructor(
    readonly server: Server,
    readonly area: string,
    readonly level: PlanLevel,
  ) {}

  /** What is to be in balance. */
  get load(): string {
    return this.reading.value.peek()?.sent.load ?? LOADS[0];
  }

  /** What it is made on, once that is read. */
  get loaded(): Loaded | null {
    return this.reading.value.peek();
  }

  /** What it is made on, for the server. */
  get on(): { readonly base: string; readonly ground: PlanGround } | null {
    const loaded = this.reading.value.peek();
    return loaded && { base: loaded.sent.base, ground: loaded.ground };
  }

  /** The ground cut up, once it is. */
  get cut(): ReadonlySignal<Cut | null> {
    return this.#cutting.value;
  }

  /** Why the server would not tell more than the ground. */
  get fault(): unknown {
    return this.#cutting.fault.value ?? this.#exactly.fault.value;
  }

  /** What only the server reckons, once it has. */
  get exact(): ReadonlySignal<Exact | null> {
    return this.#exactly.told;
  }

  /** What the division comes to now. */
  readonly account: ReadonlySignal<Account | null> = computed(() => {
    void [this.strokes.value, this.beside.value];
    return this.#accountOf(this.division?.area, this.division?.areas);
  });

  /** What today comes to, by the bounds that the plan is drawn within. */
  readonly today: ReadonlySignal<Account | null> = computed(() => {
    const town = this.reading.value.value?.ground.town;
    return this.#accountOf(town?.today, town?.zoneOf.length, this.account.value?.bounds);
  });

  /** What the plan is shown beside comes to: today, or another plan. */
  readonly before: ReadonlySignal<Account | null> = computed(() => {
    const beside = this.beside.value;
    if (!beside) return this.today.value;
    return this.#accountOf(beside.area, this.labels.length, this.account.value?.bounds);
  });

  readonly #exactBefore = computed(() => this.exact.value?.before ?? null);

  /** Borders of what the plan is shown beside, as lines: along streets, where the server has drawn it so. */
  readonly bordersBefore: ReadonlySignal<readonly (readonly number[])[]> = computed(() => {
    const beside = this.beside.value;
    const exact = beside ? beside.outlines : this.#exactBefore.value;
    if (exact?.rings.size) return linesOf(exact);
    const ground = this.reading.value.value?.ground;
    const cut = this.cut.value;
    if (!ground || !cut) return [];
    return linesOf(bordersOf(cut.walls, ownersOf(ground, beside?.area ?? ground.town.today)));
  });

  /** Balances something else, what was drawn staying as it is; its bounds are the usual ones. */
  async weigh(load: string): Promise<void> {
    await this.read(load);
    const loaded = this.reading.value.peek();
    if (loaded?.sent.load !== load) return;
    this.aim.value = usualAim(loaded.sent);
    this.last.value = null;
  }

  /** Reads the ground; what was drawn on it before is carried over where its parts still are. */
  async read(load = this.load): Promise<void> {
    const carried = this.division && { ...this.assignment(), byHand: this.division.placed };
    const locked = this.locks.names();
    const before = this.reading.value.peek()?.sent ?? null;
    const { area, level } = this;
    await this.reading.read(async (signal) => {
      const [sent, marks, outline] = await Promise.all([
        readGround(this.server, { area, level, load }, signal),
        readMapAreas(this.server, this.level, signal),
        outlineOf(this.server, area, signal),
      ]);
      const labels = new Map(marks.map(({ code, label }) => [code, label]));
      const short = sent.areas.map(({ code }) => labels.get(code) ?? null);
      return { sent, ground: groundOf(sent), outline, short };
    });
    const loaded = this.reading.value.peek();
    if (!loaded || this.reading.state.peek() !== "ready") return;
    this.#exactly.told.value = null;
    this.beside.value = null;
    if (before && sameGround(before, loaded.sent)) {
      // What was drawn, and what may be undone of it, stays as it is.
      this.strokes.value += 1;
      this.#exactly.later();
      return;
    }
    const changed = this.changed.peek();
    this.#begin(loaded);
    if (!before) this.aim.value = usualAim(loaded.sent);
    if (carried && before) {
      const over = laidOver(carried, before, loaded.sent);
      this.take(over, "open", over.byHand);
      this.locks.lockNamed(locked);
      this.changed.value ||= changed;
      this.#kept = undefined;
    }
    void this.#cut(loaded);
  }

  /** Notes that all of it is kept now, or nothing of it any more. */
  keep(kept: boolean): void {
    this.#kept = kept ? this.division?.last : undefined;
    this.#keptLocks = kept ? this.locks.names() : null;
    this.changed.value = !kept;
  }

  close(): void {
    this.#exactly.rest();
    this.#cutting.clear();
    this.reading.clear();
  }

  /** The division as it is sent: areas by what they are called. */
  assignment(): Assignment {
    return labelled(this.labels, this.division?.area ?? new Int32Array());
  }

  /** Takes another division as one act; what is called otherwise is a new area. */
  take({ labels, part }: Assignment, kind: Act, byHand: readonly number[] = []): void {
    const { division } = this;
    if (!division) return;
    const area = this.#numbered({ labels, part });
    this.#act(kind, () => {
      division.become(area, this.labels.length, byHand);
      return null;
    });
  }

  /** Shows a kept plan beside the one in the making; `null` for today again. */
  async compareWith(other: Omit<Beside, "area" | "outlines"> | null): Promise<void> {
    const { division } = this;
    if (!other || !division) {
      this.beside.value = null;
      return;
    }
    const area = this.#numbered(other.assignment);
    division.know(this.labels.length);
    const outlines = await this.#exactly.outlinesOf(area);
    if (division === this.division) this.beside.value = { ...other, area, outlines };
  }

  /** Starts anew from a kept division: there is nothing to undo before it. */
  begin(assignment: Assignment, locked: readonly string[], byHand: readonly number[]): void {
    const loaded = this.reading.value.peek();
    if (!loaded) return;
    this.#begin(loaded);
    this.take(assignment, "open");
    this.#begin(loaded, this.division?.area, byHand);
    this.locks.lockNamed(locked);
    this.#keptLocks = this.locks.names();
    batch(() => {
      this.last.value = null;
      this.changed.value = false;
      this.strokes.value += 1;
    });
  }

  /** Begins again with today. */
  restart(): void {
    const loaded = this.reading.value.peek();
    if (!loaded) return;
    this.#begin(loaded);
    this.aim.value = usualAim(loaded.sent);
  }

  hand(parts: Iterable<number>, to: number): Handed | null {
    return this.#act("hand", (division) => division.hand(parts, to));
  }

  /** Makes a new area of parts. */
  found(parts: Iterable<number>, kind: Act = "found"): Handed | null {
    return this.#act(kind, (division) => {
      const done = division.found(parts);
      // What those were called that were taken back is free.
      if (done.moved > 0) this.labels.length = Math.min(this.labels.length, division.areas - 1);
      while (this.labels.length < division.areas) this.labels.push(this.#fresh());
      return done;
    });
  }

  merge(one: number, other: number): Handed | null {
    return this.#act("merge", (division) => division.merge(one, other));
  }

  undo(): void {
    this.#act("undo", (division) => division.undo() && null);
  }

  redo(): void {
    this.#act("redo", (division) => division.redo() && null);
  }

  /** What handing parts to an area would come to, without doing it; `null` where none would go. */
  foresee(parts: Iterable<number>, to: number): Account | null {
    const { division } = this;
    const foreseen = division?.foresee(parts, to);
    if (!division || !foreseen || foreseen.held.moved === 0) return null;
    return this.#accountOf(foreseen.area, Math.max(division.areas, to + 1));
  }

  /** Numbers areas as the division does; what is called otherwise is a new one. */
  #numbered({ labels, part }: Assignment): Int32Array {
    const numbers = labels.map((label) => {
      const known = this.labels.indexOf(label);
      return known >= 0 ? known : this.labels.push(label) - 1;
    });
    return Int32Array.from(part, (label) => numbers[label] ?? -1);
  }

  #begin({ sent, ground }: Loaded, area?: Int32Array, byHand?: readonly number[]): void {
    const { town } = ground;
    this.labels = area ? this.labels : sent.areas.map(({ code }) => code);
    this.division = new Division(town, area ?? town.today, this.labels.length, byHand);
    this.#kept = null;
    this.#keptLocks = null;
    // Its areas are numbered anew as well.
    if (!area) void this.compareWith(this.beside.peek());
    batch(() => {
      this.selected.value = new Set();
      this.chosen.value = null;
      this.last.value = null;
      this.changed.value = false;
      this.strokes.value += 1;
    });
    this.#exactly.soon();
  }

  async #cut({ sent, ground }: Loaded): Promise<void> {
    await this.#cutting.read(async (signal) => {
      // Out of reach there are no borders to see; all else stays as it is.
      const answer = await ifReached(readCells(this.server, this, signal));
      if (answer?.cells.pieces.length !== sent.buildings.id.length) return this.cut.peek();
      const shapes = shapesOf(answer.cells, ground.frame);
      return { cells: shapes, walls: wallsOf(shapes) };
    });
  }

  #act(kind: Act, deed: (division: Division) => Handed | null): Handed | null {
    const { division } = this;
    const before = this.account.peek();
    if (!division || !before) return null;
    const was = division.area.slice();
    const held = deed(division);
    const parts = [...was.keys()].filter((part) => was[part] !== division.area[part]);
    batch(() => {
      this.strokes.value += 1;
      const now = this.account.value;
      if (parts.length > 0) this.changed.value = this.#differs();
      if (now) {
        this.last.value = {
          kind,
          parts,
          from: only(parts, was),
          to: only(parts, division.area),
          changed: now.changed - before.changed,
          moved: now.moved - before.moved,
          walk: (now.walk ?? 0) - (before.walk ?? 0),
          held,
        };
      }
    });
    this.#exactly.later();
    return held;
  }

  /** Whether there is something to keep. */
  #differs(): boolean {
    const locked = this.#keptLocks ?? this.locks.names();
    return this.division?.last !== this.#kept || locked.join() !== this.locks.names().join();
  }

  /** What is locked belongs to a plan that was kept; before, it is a wish for the next proposal. */
  #relocked(): void {
    if (this.#keptLocks) this.changed.value = this.#differs();
  }

  #accountOf(
    area: Int32Array | undefined,
    areas: number | undefined,
    bounds?: readonly Bounds[],
  ): Account | null {
    const town = this.reading.value.value?.ground.town;
    if (!town || !area || areas === undefined) return null;
    return accountOf(town, area, areas, bounds ?? this.aim.value);
  }

  #fresh(): string {
    let number = 1;
    while (this.labels.includes(`new-${number}`)) number += 1;
    return `new-${number}`;
  }
}

/** The one area that all parts are in; null where they are in several. */
function only(parts: readonly number[], area: Int32Array): number | null {
  const areas = new Set(parts.map((part) => at(area, part)));
  const [one = null] = areas;
  return areas.size === 1 ? one : null;
}
