import { computed, signal } from "@preact/signals";
import { readHazards } from "../api/cases.ts";
import type { Server } from "../api/server.ts";
import {
  EVERY_OPEN_HAZARD,
  type Hazard,
  type HazardFilter,
  isOverdue,
  mostUrgentFirst,
  passes,
} from "../domain/hazards.ts";
import { oneAtATime, Reading } from "./reading.ts";

/** Hazards of the workspace, filtered alike on the map and in the list. */
export class Hazards {
  readonly open = new Reading<Hazard[]>();
  readonly handled = new Reading<Hazard[]>();
  readonly filter = signal<HazardFilter>(EVERY_OPEN_HAZARD);
  /** By the server's clock; it moves on by itself, as limits pass without any change. */
  readonly now = signal(Date.now());
  readonly shown = computed(() => {
    const filter = this.filter.value;
    const now = this.now.value;
    const handled = filter.withHandled ? (this.handled.value.value ?? []) : [];
    const every = [...(this.open.value.value ?? []), ...handled];
    return mostUrgentFirst(
      every.filter((hazard) => passes(hazard, filter, now)),
      now,
    );
  });
  readonly overdue = computed(
    () => (this.open.value.value ?? []).filter((one) => isOverdue(one, this.now.value)).length,
  );
  readonly #server: Server;

  constructor(server: Server) {
    this.#server = server;
  }

  readonly read = oneAtATime(async () => {
    await this.open.read((signal) => readHazards(this.#server, { state: "open" }, signal));
    this.now.value = this.#server.now();
    if (this.filter.peek().withHandled) await this.#readHandled();
  });

  choose(change: Partial<HazardFilter>): void {
    this.filter.value = { ...this.filter.peek(), ...change };
    if (change.withHandled) void this.#readHandled();
  }

  #readHandled(): Promise<void> {
    return this.handled.read((signal) => readHazards(this.#server, { state: "handled" }, signal));
  }
}
