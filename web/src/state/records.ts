import { computed, signal } from "@preact/signals";
import type { HazardDraft } from "../api/cases.ts";
import { sendRecord, type VisitDraft } from "../api/records.ts";
import type { Server } from "../api/server.ts";
import { afterVisit, type Door, type Outcome } from "../domain/doors.ts";
import { uuid7 } from "../domain/uuid7.ts";
import { type Entry, Outbox } from "../sync/outbox.ts";

export type Mode = NonNullable<VisitDraft["mode"]>;

/** The record that can still be taken back, and until when. */
export interface Undoable {
  readonly id: string;
  readonly household: string;
  readonly mode: Mode;
  /** What it was: a door and an outcome, or a kind of hazard. */
  readonly said: string;
  readonly until: number;
}

/** Whoever signs out waits no longer than this for what is still to be sent. */
const LEAVE_WITHIN = 5_000;

/** How long what was just written down can be taken back with one tap. */
export const UNDO_MILLISECONDS = 10_000;

/** What people wrote down on this device, on its way to the server. */
export class Records {
  readonly entries = signal<readonly Entry[]>([]);
  readonly waiting = computed(() => this.#of("waiting"));
  readonly refused = computed(() => this.#of("refused"));
  readonly undoable = signal<Undoable | null>(null);
  /** When the outbox was last found empty after sending. */
  readonly allSentAt = signal<number | null>(null);
  /** Whether records can be kept here at all; a browser may forbid it. */
  readonly closed = signal(false);
  readonly #server: Server;
  readonly #sent: () => void;
  readonly #outbox: Promise<Outbox>;

  constructor(server: Server, { name, sent }: { name: string; sent: () => void }) {
    this.#server = server;
    this.#sent = sent;
    this.#outbox = Outbox.open({
      name,
      send: (entry) => sendRecord(this.#server, entry),
      changed: (entries) => {
        const waited = this.waiting.peek().length;
        this.entries.value = entries;
        // By the server's clock: this device's may be wrong, and the moment is shown.
        if (waited > 0 && this.waiting.peek().length === 0)
          this.allSentAt.value = this.#server.now();
      },
      answered: () => this.#sent(),
      reachable: () => navigator.onLine,
    });
    this.#outbox.then(
      (outbox) => void outbox.send(),
      () => {
        this.closed.value = true;
      },
    );
  }

  /** Writes a visit down; it is safe when the promise holds. */
  async visit(
    door: Door,
    outcome: Outcome,
    mode: Mode,
    said: string,
    where: string,
  ): Promise<void> {
    const id = uuid7();
    const now = new Date(this.#server.now()).toISOString();
    const body: VisitDraft = {
      id,
      household: door.uid,
      outcome,
      mode,
      source: "on_the_spot",
      occurred_at: now,
      recorded_at: now,
      handouts: [],
    };
    await (await this.#outbox).add({ id, kind: "visit", body, title: `${where} · ${said}` });
    const until = Date.now() + UNDO_MILLISECONDS;
    this.undoable.value = { id, household: door.uid, mode, said, until };
  }

  /** Takes the last visit back: out of the outbox, or with a correction where it may be out. */
  async undo(): Promise<void> {
    const undoable = this.undoable.peek();
    if (!undoable) return;
    this.undoable.value = null;
    const outbox = await this.#outbox;
    if (await outbox.withdraw(undoable.id)) return;
    const id = uuid7();
    const now = new Date(this.#server.now()).toISOString();
    const body: VisitDraft = {
      id,
      household: undoable.household,
      outcome: null,
      mode: undoable.mode,
      source: "on_the_spot",
      occurred_at: now,
      recorded_at: now,
      corrects: undoable.id,
      handouts: [],
    };
    await outbox.add({ id, kind: "visit", body, title: undoable.said });
  }

  async report(draft: HazardDraft, title: string): Promise<void> {
    await (await this.#outbox).add({ id: draft.id, kind: "hazard", body: draft, title });
  }

  async sendNow(): Promise<void> {
    await (await this.#outbox).send();
  }

  /** Sends what waits, if that can be done soon, and forgets what is sent: somebody signs out. */
  async leave(): Promise<void> {
    const outbox = await this.#outbox.catch(() => null);
    await Promise.race([outbox?.send(), new Promise((late) => setTimeout(late, LEAVE_WITHIN))]);
    await outbox?.clear();
  }

  async retry(id: string): Promise<void> {
    await (await this.#outbox).retry(id);
  }

  async discard(id: string): Promise<void> {
    await (await this.#outbox).discard(id);
  }

  async meet(epoch: string): Promise<void> {
    await (await this.#outbox).meet(epoch);
  }

  /**
   * Doors as the server told them at a moment, with what was written down here and is not in that:
   * what waits, and what was sent after it was asked.
   */
  overlaid(doors: readonly Door[], askedAt: number): Door[] {
    const drafts = this.entries.value
      .filter(({ kind, state, writtenAt }) => {
        if (kind !== "visit") return false;
        return state === "waiting" || (state === "sent" && writtenAt > askedAt);
      })
      .map(({ body }) => body as VisitDraft);
    const withdrawn = new Set(drafts.map(({ corrects }) => corrects));
    const counts = ({ id, mode }: VisitDraft) => mode === "door" && !withdrawn.has(id);
    return doors.map((door) =>
      drafts
        .filter((draft) => draft.household === door.uid && counts(draft))
        .reduce((stands, { outcome }) => (outcome ? afterVisit(stands, outcome) : stands), door),
    );
  }

  #of(state: Entry["state"]): Entry[] {
    return this.entries.value.filter((entry) => entry.state === state);
  }
}
