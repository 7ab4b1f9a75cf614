import { type Coverage, readCoverage } from "../api/coverage.ts";
import { readStatusChanges, readStatuses } from "../api/map.ts";
import type { Question, Server } from "../api/server.ts";
import type { Level } from "../domain/levels.ts";
import { Reading } from "./reading.ts";

/** How far all buildings are, and which of them changed; null where all may have. */
export interface StatusNews {
  readonly all: Uint8Array;
  readonly changes: readonly (readonly [number, number])[] | null;
}

/** The figures on the map: the share met of every area of a level, and how far buildings are. */
export class Figures {
  /** Coverage of the level that is shown. */
  readonly shown = new Reading<Coverage & { level: Level }>();
  /** Coverage of the coarsest level: the whole workspace. */
  readonly whole = new Reading<Coverage>();
  readonly statuses = new Reading<StatusNews>();
  readonly #server: Server;
  #seq: number | null = null;

  constructor(server: Server) {
    this.#server = server;
  }

  readLevel(level: Level, question: Question): Promise<void> {
    return this.shown.read(async (signal) => ({
      ...(await readCoverage(this.#server, level, question, null, signal)),
      level,
    }));
  }

  readWhole(coarsest: Level, question: Question): Promise<void> {
    return this.whole.read((signal) =>
      readCoverage(this.#server, coarsest, question, null, signal),
    );
  }

  readStatuses(question: Question): Promise<void> {
    // Until the answer is here, what is shown belongs to another question: changes to it tell nothing.
    this.#seq = null;
    return this.statuses.read((signal) => this.#readAll(question, signal));
  }

  /** Reads what changed of the buildings since the last time; everything where that is not known. */
  async readChanges(question: Question): Promise<void> {
    const since = this.#seq;
    const all = this.statuses.value.peek()?.all;
    if (since === null || !all) return this.readStatuses(question);
    await this.statuses.read(async (signal) => {
      const { whole, seq, buildings } = await readStatusChanges(
        this.#server,
        since,
        question,
        signal,
      );
      if (whole) return this.#readAll(question, signal);
      // An answer that came too late is not shown, so nothing follows from it.
      if (!signal.aborted) {
        this.#seq = seq;
        for (const [id, status] of buildings) if (id < all.length) all[id] = status;
      }
      return { all, changes: buildings };
    });
  }

  async #readAll(question: Question, signal: AbortSignal): Promise<StatusNews> {
    const { bytes, seq } = await readStatuses(this.#server, question, signal);
    if (!signal.aborted) this.#seq = seq;
    return { all: bytes, changes: null };
  }
}
