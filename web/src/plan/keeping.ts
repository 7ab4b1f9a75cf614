import { batch, effect, signal } from "@preact/signals";
import {
  changeDraft,
  type Draft,
  keepDraft,
  type Plan,
  type PlanHead,
  readDraft,
  readPlan,
  readPlans,
} from "../api/plans.ts";
import { ifReached, Refusal } from "../api/server.ts";
import { Reading } from "../state/reading.ts";
import { aimOf, asked } from "./aim.ts";
import type { Studio } from "./studio.ts";

/** Keeps plans: the list of them, the one that is open, and what stands in the way of keeping it. */
export class Keeping {
  readonly list = new Reading<readonly PlanHead[]>();
  readonly open = signal<PlanHead | null>(null);
  /** The plan that is open as it was kept: its account, what could not be met, what was noticed. */
  readonly told = signal<Plan | null>(null);
  readonly busy = signal(false);
  readonly fault = signal<unknown>(null);
  /** Somebody else has kept the plan meanwhile: neither is lost, and a person decides. */
  readonly conflict = signal(false);
  /** Whether what was to be opened is discarded. */
  readonly discarded = signal(false);
  /** The ground changed meanwhile: what was drawn was carried over to it. */
  readonly carried = signal(false);
  readonly #studio: Studio;

  constructor(studio: Studio) {
    this.#studio = studio;
    // Why something was refused is of no use once something else was done; to keep it asks again.
    let [told, since]: [unknown, number] = [null, 0];
    effect(() => {
      const [fault, strokes] = [this.conflict.value || this.fault.value, studio.strokes.value];
      // What is opened in the course of it is no stroke.
      if (fault !== told || this.busy.value) [told, since] = [fault, strokes];
      else if (since !== strokes) {
        this.fault.value = null;
        this.conflict.value = false;
      }
    });
  }

  readList(): Promise<void> {
    return this.list.read((signal) => readPlans(this.#studio.server, this.#studio.area, signal));
  }

  /** Reads anew how the plans stand, and the one that is open: others decide on it meanwhile. */
  async refresh(): Promise<void> {
    const list = this.readList();
    if (!this.busy.peek()) {
      this.fault.value = null;
      try {
        await this.#catchUp();
      } catch (fault) {
        this.fault.value = fault;
      }
    }
    await list;
  }

  /** Opens a kept plan in place of what is shown; `seen` is the version of it that was looked at. */
  async show(name: string, seen?: number): Promise<void> {
    await this.#busily(() => this.#load(name, seen));
  }

  async #load(name: string, seen?: number): Promise<void> {
    const { signal } = new AbortController();
    const [draft, plan] = await Promise.all([
      readDraft(this.#studio.server, name, signal),
      readPlan(this.#studio.server, name, signal),
    ]);
    if (plan.state === "discarded") {
      this.discarded.value = true;
      return;
    }
    const { area, level, asked: wish } = draft.plan;
    // An address may name a plan of other ground: that is for its own page.
    if (area?.code !== this.#studio.area || level !== this.#studio.level) return;
    const aim = aimOf(wish);
    const load = typeof wish.load === "string" ? wish.load : this.#studio.load;
    if (load !== this.#studio.load) await this.#studio.weigh(load);
    else if (draft.base !== this.#studio.on?.base) await this.#studio.read();
    // What it balances is not for everybody: by anything else its bounds would say nothing.
    if (load !== this.#studio.load) {
      const fault = this.#studio.reading.fault.peek();
      // It is told once, where the plan was to be opened.
      await this.#studio.read();
      throw fault;
    }
    if (aim) this.#studio.aim.value = aim;
    this.#studio.begin(draft, draft.locked, draft.by_hand);
    this.#opened(seen === undefined ? plan : { ...plan, version: seen });
  }

  /** Shows a kept plan on the map beside the one in the making, in place of today. */
  async compareWith({ name }: PlanHead, title: string): Promise<void> {
    // To look at what another one has kept settles nothing.
    const conflict = this.conflict.peek();
    await this.#busily(async () => {
      const { server } = this.#studio;
      const { signal } = new AbortController();
      const draft = await readDraft(server, name, signal);
      if (draft.base !== this.#studio.on?.base) await this.#studio.read();
      await this.#studio.compareWith({ name, title, assignment: draft });
    });
    this.conflict.value ||= conflict;
  }

  /** Keeps what is shown; `apart` as a plan of its own, whatever is open. */
  async keep(title: string | null, apart = false): Promise<void> {
    const loaded = this.#studio.reading.value.peek();
    const { division } = this.#studio;
    if (!loaded || !division) return;
    const { area, level, load, aim, server } = this.#studio;
    const body: Draft = {
      ...{ area, level, load, base: loaded.sent.base, ...this.#studio.assignment() },
      ...{ ...asked(aim.peek()), by_hand: division.placed, locked: this.#studio.locks.names() },
      title,
    } as Draft;
    const open = this.open.peek();
    const again = open?.may.change && !apart;
    await this.#busily(async () => {
      const kept = again
        ? await changeDraft(server, open.name, { ...body, version: open.version })
        : await keepDraft(server, body);
      this.#studio.keep(true);
      this.#opened(kept);
    });
  }

  /** Does something with the plan that is open, and shows how it stands then. */
  async decide(deed: (plan: PlanHead) => Promise<Plan>): Promise<void> {
    const open = this.open.peek();
    if (!open) return;
    await this.#busily(async () => this.#opened(await deed(open)));
  }

  /** Takes leave of the plan that is open; what is drawn stays. */
  leave(): void {
    batch(() => {
      this.open.value = null;
      this.told.value = null;
      this.conflict.value = false;
      this.fault.value = null;
    });
  }

  #opened(plan: Plan): void {
    this.#stands(plan);
    void this.readList();
  }

  #stands(plan: Plan): void {
    const stands = plan.state === "discarded" ? null : plan;
    batch(() => {
      this.open.value = stands;
      this.told.value = stands;
      // What was drawn is nobody's plan now.
      if (!stands) this.#studio.keep(false);
    });
  }

  /**
   * Takes up what others made of the plan that is open. Where strokes are not kept yet they stay on
   * the version that they were drawn on: keeping them asks a person.
   */
  async #catchUp(): Promise<void> {
    const open = this.open.peek();
    if (!open) return;
    const { signal } = new AbortController();
    const plan = await ifReached(readPlan(this.#studio.server, open.name, signal));
    if (!plan || this.open.peek() !== open || this.#studio.changed.peek()) return;
    if (plan.version === open.version || plan.state === "discarded") this.#stands(plan);
    else await this.#load(open.name);
  }

  async #busily(deed: () => Promise<void>): Promise<void> {
    if (this.busy.peek()) return;
    batch(() => {
      this.busy.value = true;
      this.fault.value = null;
      this.conflict.value = false;
      this.discarded.value = false;
      this.carried.value = false;
    });
    try {
      await deed();
    } catch (fault) {
      const code = fault instanceof Refusal ? fault.code : "";
      if (code === "plan-changed") this.conflict.value = true;
      else if (code === "plan-ground-changed") {
        await this.#studio.read();
        this.carried.value = true;
      } else {
        this.fault.value = fault;
        // Somebody has decided meanwhile: what may be done now is something else.
        if (fault instanceof Refusal && fault.status === 409) {
          void this.readList();
          await this.#catchUp().catch(() => undefined);
        }
      }
    } finally {
      this.busy.value = false;
    }
  }
}
