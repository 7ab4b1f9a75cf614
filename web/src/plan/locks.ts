import { signal } from "@preact/signals";
import type { StudioGround } from "../api/plans.ts";
import type { Division } from "../domain/plan/division.ts";
import type { PlanGround } from "../domain/plan/ground.ts";
import { at } from "../domain/plan/town.ts";
import { type Assignment, labelled } from "./assignment.ts";

/** A building by its lasting name; a part of it by unit and floor, either may be empty. */
const LOCK = /^([^/]*)(?:\/(.*?)(?:\/(-?\d*))?)?$/;

/** A plan in the making, as far as it is locked. */
export interface Lockable {
  readonly division: Division | null;
  readonly labels: readonly string[];
  /** What it is made on, once that is read. */
  readonly loaded: { readonly sent: StudioGround; readonly ground: PlanGround } | null;
}

/** What of a plan in the making stays where it is: by the hand, and in proposals. */
export class Locks {
  /** Counts what is locked and set free. */
  readonly turns = signal(0);
  readonly #plan: Lockable;
  readonly #turned: () => void;

  /** `turned` hears of it whenever something is locked or set free. */
  constructor(plan: Lockable, turned: () => void = () => undefined) {
    this.#plan = plan;
    this.#turned = turned;
  }

  /** Whether anything is. */
  get some(): boolean {
    const { division } = this.#plan;
    return division !== null && (division.lockedAreas.size > 0 || division.lockedParts.includes(1));
  }

  lockParts(parts: Iterable<number>, locked: boolean): void {
    for (const part of parts) this.#plan.division?.lockPart(part, locked);
    this.#turn();
  }

  lockArea(area: number, locked: boolean): void {
    this.#plan.division?.lockArea(area, locked);
    this.#turn();
  }

  freeAll(): void {
    const { division } = this.#plan;
    if (!division) return;
    division.lockedParts.fill(0);
    for (const area of [...division.lockedAreas]) division.lockArea(area, false);
    this.#turn();
  }

  /**
   * Today, but with what is locked as it is drawn, and areas that a hand has made or ended as well;
   * `null` where that is drawn as it is today.
   */
  held(): Assignment | null {
    const { division, labels, loaded } = this.#plan;
    if (!division || !loaded) return null;
    const { lockedAreas, lockedParts, reshaped } = division;
    const [made, ended] = [new Set(reshaped.made), new Set(reshaped.ended)];
    const { today } = loaded.ground.town;
    const held = today.map((own, part) => {
      const drawn = at(division.area, part);
      const locked = lockedParts[part] || lockedAreas.has(drawn) || lockedAreas.has(own);
      return locked || made.has(drawn) || ended.has(own) ? drawn : own;
    });
    return held.some((one, part) => one !== today[part]) ? labelled(labels, held) : null;
  }

  /** Parts that are locked, by themselves or with their area. */
  parts(): number[] {
    const { division } = this.#plan;
    if (!division) return [];
    const { area, lockedAreas, lockedParts } = division;
    const stays = (part: number) => lockedParts[part] || lockedAreas.has(at(area, part));
    return [...area.keys()].filter(stays);
  }

  /**
   * What is locked, as it is sent: codes of areas that somebody is in, and buildings by their
   * lasting names; of those that are locked in part, `name/unit/floor` of each.
   */
  names(): string[] {
    const { division, labels, loaded } = this.#plan;
    if (!division || !loaded) return [];
    const { parts } = loaded.ground;
    const { unit, low } = loaded.sent.atoms;
    const buildings = parts.flatMap((own, one) => {
      const name = loaded.sent.buildings.uid[one] ?? "";
      const locked = own.filter((part) => division.lockedParts[part]);
      if (locked.length === own.length) return own.length > 0 ? name : [];
      return locked.map((part) => `${name}/${unit[part] ?? ""}/${low[part] ?? ""}`);
    });
    const areas = [...division.lockedAreas].filter((area) => division.area.includes(area));
    return [...areas.flatMap((area) => labels[area] ?? []), ...buildings];
  }

  /** Locks what was written down by {@link Locks.names}, as far as it is still there. */
  lockNamed(names: readonly string[]): void {
    const { division, labels, loaded } = this.#plan;
    if (!loaded) return;
    const { unit, low, high } = loaded.sent.atoms;
    for (const name of names) {
      const area = labels.indexOf(name);
      if (area >= 0) division?.lockArea(area, true);
      const [, uid = "", ofUnit, ofFloor] = LOCK.exec(name) ?? [];
      const building = loaded.sent.buildings.uid.indexOf(uid);
      for (const part of loaded.ground.parts[building] ?? []) {
        const [from, to] = [low[part] ?? -Infinity, high[part] ?? low[part] ?? Infinity];
        const within = !ofFloor || (from <= Number(ofFloor) && Number(ofFloor) <= to);
        if ((!ofUnit || unit[part] === ofUnit) && within) division?.lockPart(part, true);
      }
    }
    this.#turn();
  }

  #turn(): void {
    this.turns.value += 1;
    this.#turned();
  }
}
