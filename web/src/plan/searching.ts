import { batch, signal } from "@preact/signals";
import {
  type Outcome,
  readSearch,
  readSearches,
  type Search,
  type SearchOrder,
  startSearch,
  stopSearch,
} from "../api/plans.ts";
import { ifReached, Refusal } from "../api/server.ts";
import type { Aim } from "../domain/plan/account.ts";
import type { Stroke } from "../domain/plan/division.ts";
import { aimOf, asked, sameAim } from "./aim.ts";
import type { Assignment } from "./assignment.ts";
import type { Studio } from "./studio.ts";
import { NO_WISH, orderOf, type Wish } from "./wish.ts";

const EVERY = 500;
/** Times that a search is asked for in vain before that is said. */
const PATIENCE = 6;

/**
 * A search as it stands now, with the best that it has told of: each proposal begins with today again,
 * which says nothing of those before it.
 */
export function bestSoFar(before: Search | null, now: Search): Search {
  if (before?.id !== now.id) return now;
  const progress = Math.max(before.progress, now.progress);
  const rank = ({ outside, moved }: Search) => [outside ?? Infinity, moved ?? Infinity] as const;
  const [[out, moved], [outNow, movedNow]] = [rank(before), rank(now)];
  const worse = outNow > out || (outNow === out && movedNow > moved);
  return worse
    ? { ...now, progress, outside: before.outside, moved: before.moved }
    : { ...now, progress };
}

/** Place of the outcome that leaves the fewest areas out of bounds: at the lowest price, of several. */
export function mostWithin(outcomes: readonly Outcome[]): number {
  const outside = outcomes.map(({ then }) => then.outside);
  return outside.indexOf(Math.min(...outside));
}

/** Looks for proposals: one search at a time, its outcomes from the lowest price to the most compact. */
export class Searching {
  /** What is asked for: it stays so until something else is. */
  readonly wish = signal<Wish>(NO_WISH);
  readonly search = signal<Search | null>(null);
  readonly outcomes = signal<readonly Outcome[]>([]);
  /** Whether of several sought the only one left costs least and is the most compact, too. */
  readonly best = signal(false);
  /** How long the last search took. */
  readonly seconds = signal(0);
  /** Which outcome the plan began with. */
  readonly taken = signal<number | null>(null);
  /** What was looked for last and taken, a proposal or the rest put right, and as what it stood. */
  readonly last = signal<{ outcome: Outcome; aim: Aim; stroke: Stroke | null } | null>(null);
  readonly fault = signal<unknown>(null);
  readonly #studio: Studio;
  #kind: "proposal" | "mend" = "proposal";
  #several = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  /**
   * Asks for proposals for the whole ground, from today on; what is locked stays as it is drawn, and so
   * do areas that a hand has made or ended.
   */
  propose(): Promise<void> {
    const { division, labels, loaded, locks } = this.#studio;
    const wish = this.wish.peek();
    const ended = new Set(division?.reshaped.ended.map((area) => labels[area]));
    const areas = loaded?.sent.areas.map(({ code }) => code).filter((code) => !ended.has(code));
    const zones = loaded?.sent.zones.map(({ code }) => code);
    const order = orderOf(wish, areas ?? [], zones ?? []);
    return this.#start("proposal", order, wish.anew ? null : locks.held());
  }

  /** Has the rest put right around what was placed by hand. */
  mend(): Promise<void> {
    const { division } = this.#studio;
    if (!division) return Promise.resolve();
    return this.#start("mend", {}, this.#studio.assignment(), division.placed);
  }

  /** Stops, and takes the best that was found. */
  async stop(): Promise<void> {
    const search = this.search.peek();
    if (search) await this.#watch(stopSearch(this.#studio.server, search.id));
  }

  /** Finds a search again that went on while the page was away. */
  async resume(): Promise<void> {
    const { server, area, level } = this.#studio;
    const going = this.search.peek();
    if (going) return this.#again(going, 0);
    try {
      // Out of reach, there is nothing to go on with; the page says so elsewhere.
      const searches = await ifReached(readSearches(server, new AbortController().signal));
      const own = searches?.find((one) => one.area.code === area && one.level === level);
      if (own && (own.state === "waiting" || own.state === "running")) this.#follow(own);
    } catch (fault) {
      this.fault.value = fault;
    }
  }

  /** Takes one of the outcomes as the plan. */
  take(index: number): void {
    const outcome = this.outcomes.peek()[index];
    if (!outcome) return;
    this.taken.value = index;
    this.#take(outcome);
  }

  /** Forgets what was found. */
  forget(): void {
    batch(() => {
      this.outcomes.value = [];
      this.best.value = false;
      this.taken.value = null;
      this.last.value = null;
      this.fault.value = null;
    });
  }

  /** Asks no more for now; the search itself goes on for a while. */
  rest(): void {
    clearTimeout(this.#timer);
  }

  /** Begins a search, from a division where one is given. */
  async #start(
    kind: "proposal" | "mend",
    order: Partial<SearchOrder>,
    from: Assignment | null,
    byHand: number[] = [],
  ): Promise<void> {
    const { server, area, level, load, aim, on } = this.#studio;
    this.#kind = kind;
    this.#several = order.front ?? false;
    const body = {
      ...{ area, level, load, ...asked(aim.peek()), locked: this.#studio.locks.names() },
      ...order,
      ...(from && on ? { start: { base: on.base, ...from, by_hand: byHand } } : {}),
    } as SearchOrder;
    await this.#watch(startSearch(server, body));
  }

  async #watch(asking: Promise<Search>): Promise<void> {
    this.fault.value = null;
    try {
      this.#follow(await asking);
    } catch (fault) {
      this.search.value = null;
      this.fault.value = fault;
      // The ground has changed under the plan: what was drawn is carried over to it.
      if (fault instanceof Refusal && fault.code === "plan-ground-changed") {
        await this.#studio.read();
      }
    }
  }

  #follow(search: Search, failed = 0): void {
    clearTimeout(this.#timer);
    this.search.value = bestSoFar(this.search.peek(), search);
    if (search.state === "waiting" || search.state === "running") {
      this.#timer = setTimeout(() => void this.#again(search, failed), EVERY);
      return;
    }
    this.search.value = null;
    if (search.state === "failed" && search.problem) {
      this.fault.value = new Refusal(422, search.problem);
    }
    if (search.state !== "done") return;
    this.seconds.value = search.seconds;
    if (this.#kind === "proposal") {
      this.outcomes.value = search.outcomes;
      this.best.value = this.#several && search.outcomes.length === 1 && !search.stopped;
    }
    const [first] = search.outcomes;
    if (this.#kind === "proposal") this.take(mostWithin(search.outcomes));
    else if (first) this.#take(first);
  }

  #take(outcome: Outcome): void {
    const { aim } = this.#studio;
    // It is judged by what was asked of it: not everything can be asked as it is wished for.
    const own = aimOf(outcome.asked);
    if (own && !sameAim(own, aim.peek())) aim.value = own;
    this.#studio.take(outcome, this.#kind);
    const { division } = this.#studio;
    this.last.value = { outcome, aim: aim.peek(), stroke: division?.last ?? null };
  }

  async #again({ id }: Search, failed: number): Promise<void> {
    try {
      this.#follow(await readSearch(this.#studio.server, id, new AbortController().signal));
    } catch (fault) {
      const search = this.search.peek();
      // A network that stumbles is no end of the search.
      if (search && !(fault instanceof Refusal) && failed < PATIENCE)
        this.#follow(search, failed + 1);
      else {
        this.search.value = null;
        this.fault.value = fault;
      }
    }
  }
}
