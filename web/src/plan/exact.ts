import { type ReadonlySignal, signal } from "@preact/signals";
import { type PlanLevel, readFigures } from "../api/plans.ts";
import { ifReached, type Server } from "../api/server.ts";
import type { Aim } from "../domain/plan/account.ts";
import type { Borders } from "../domain/plan/borders.ts";
import type { PlanGround } from "../domain/plan/ground.ts";
import { oneAtATime } from "../state/reading.ts";
import { asked } from "./aim.ts";
import { type Assignment, labelled } from "./assignment.ts";
import { outlinesIn } from "./outlines.ts";

/** What only the server reckons of a division. */
export interface Exact {
  /** The stroke that it is of. */
  readonly of: number;
  readonly plan: number | null;
  readonly today: number | null;
  /** Area of each part as the server drew it. */
  readonly drawn: Int32Array;
  /** What areas are bounded by, along streets where these are near; those of today likewise. */
  readonly outlines: Borders;
  readonly before: Borders;
}

/** A plan in the making, as far as it is asked about. */
export interface InTheMaking {
  readonly server: Server;
  readonly area: string;
  readonly level: PlanLevel;
  readonly load: string;
  readonly aim: ReadonlySignal<Aim>;
  readonly strokes: ReadonlySignal<number>;
  readonly labels: readonly string[];
  readonly on: { readonly base: string; readonly ground: PlanGround } | null;
  readonly division: { readonly area: Int32Array } | null;
}

/** Milliseconds without a stroke after which the server is asked for exact figures. */
const IDLE = 1500;

const isNobodys = (area: number) => area < 0;

/** Asks for what only the server reckons, once the hand rests. */
export class Exactly {
  /** The last that was told. */
  readonly told = signal<Exact | null>(null);
  /** Why the server would not tell. */
  readonly fault = signal<unknown>(null);
  readonly #plan: InTheMaking;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(plan: InTheMaking) {
    this.#plan = plan;
  }

  /** Where a plan was only opened, no hand needs to rest first. */
  soon(): void {
    this.#askIn(0);
  }

  later(): void {
    this.#askIn(IDLE);
  }

  #askIn(wait: number): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(this.#ask, wait);
  }

  rest(): void {
    clearTimeout(this.#idle);
  }

  /** The outlines of another division of the same ground, its areas numbered as the plan's. */
  async outlinesOf(area: Int32Array): Promise<Borders | null> {
    const { labels, on } = this.#plan;
    const drawn = on && (await this.#figures(labelled(labels, area)));
    return drawn ? outlinesIn(drawn.outlines, labels, on.ground.frame) : null;
  }

  /** Asked for once at a time: outlines of a whole town take the server some seconds. */
  readonly #ask = oneAtATime(async () => {
    try {
      await this.#read();
      this.fault.value = null;
    } catch (fault) {
      this.fault.value = fault;
    }
  });

  async #read(): Promise<void> {
    const plan = this.#plan;
    const of = plan.strokes.peek();
    const area = plan.division?.area.slice();
    // Where nothing is divided yet there is nothing to reckon.
    if (!plan.on || !area || area.every(isNobodys)) return;
    const { frame, town } = plan.on.ground;
    const drawn = await this.#figures(labelled(plan.labels, area));
    if (!drawn || of !== plan.strokes.peek()) return;
    const told = this.told.peek();
    const past = told?.before;
    const same = area.every((own, part) => own === town.today[part]);
    const now = () => (same ? drawn : this.#figures(labelled(plan.labels, town.today)));
    const bare = town.today.every(isNobodys);
    const today = past || bare ? null : await now();
    if (!past && !bare && !today) return;
    this.told.value = {
      of,
      plan: drawn.then.polsby_popper,
      today: drawn.today?.polsby_popper ?? null,
      drawn: area,
      outlines: outlinesIn(drawn.outlines, plan.labels, frame, told?.outlines),
      before: past ?? outlinesIn(today?.outlines ?? null, plan.labels, frame),
    };
  }

  /** What the server tells of a division; out of its reach the browser's own figures stand. */
  async #figures(assignment: Assignment) {
    const { server, area, level, load, aim, on } = this.#plan;
    const base = on?.base ?? "";
    const body = {
      ...{ area, level, load, base, ...assignment, ...asked(aim.peek()) },
      ...{ compactness: 0, anew: false, outlines: true },
    };
    return await ifReached(readFigures(server, body, new AbortController().signal));
  }
}
