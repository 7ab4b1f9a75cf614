import { type Coverage, readCoverage } from "../api/coverage.ts";
import { readStatusChanges, readStatuses, type StatusChanges } from "../api/map.ts";
import type { Question, Server } from "../api/server.ts";
import type { Level } from "../domain/levels.ts";
import { Reading } from "./reading.ts";

/** What the map is told of buildings: all of them, or those that changed. */
export interface StatusNews {
  readonly all: Uint8Array | null;
  readonly changes: readonly (readonly [number, number])[];
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
    return this.statuses.read(async (signal) => {
      const { bytes, seq } = await readStatuses(this.#server, question, signal);
      this.#seq = seq;
      return { all: bytes, changes: [] };
    });
  }

  /**
   * Reads what changed of the buildings since the last time.
   *
   * @returns what changed, or null where everything was read anew.
   */
  async readChanges(question: Question): Promise<StatusChanges | null> {
    const since = this.#seq;
    if (since === null) {
      await this.readStatuses(question);
      return null;
    }
    let changes: StatusChanges | null = null;
    await this.statuses.read(async (signal) => {
      changes = await readStatusChanges(this.#server, since, question, signal);
      if (changes.whole) {
        changes = null;
        const { bytes, seq } = await readStatuses(this.#server, question, signal);
        this.#seq = seq;
        return { all: bytes, changes: [] };
      }
      this.#seq = changes.seq;
      return { all: null, changes: changes.buildings };
    });
    return changes;
  }
}
