import { type ReadonlySignal, signal } from "@preact/signals";
import type { HeldOffice, Me, Role } from "../api/door.ts";
import { keep, ofStreet } from "./screen.ts";

/** Roles that begin in an area of their own; the others begin with all they may see. */
const AT_HOME: readonly Role[] = ["leader", "worker", "cadre"];

/** The office that somebody acts in: whoever has several chooses where the page begins. */
export class Seat {
  readonly offices: readonly HeldOffice[];
  readonly now: ReadonlySignal<HeldOffice | null>;
  readonly #now = signal<HeldOffice | null>(null);
  readonly #page: Window;

  constructor(page: Window, me: Me | null) {
    this.#page = page;
    this.offices = me?.offices ?? [];
    const kept = keep(page, ofStreet(page, KEPT));
    const first = this.offices.find(({ role, area }) => role === me?.role && area === me.home);
    this.#now.value =
      this.offices.find((office) => nameOf(office) === kept) ?? first ?? this.offices[0] ?? null;
    this.now = this.#now;
  }

  take(office: HeldOffice): void {
    keep(this.#page, ofStreet(this.#page, KEPT), nameOf(office));
    this.#now.value = office;
  }

  get role(): Role | null {
    return this.#now.value?.role ?? null;
  }

  /** The area that the page begins with, as a code; null where it begins with everything. */
  get home(): string | null {
    const office = this.#now.value;
    return office && AT_HOME.includes(office.role) ? office.area : null;
  }

  /** The areas somebody serves in with the role of now. */
  get areas(): readonly HeldOffice[] {
    const role = this.role;
    return this.offices.filter((office) => office.role === role && office.area);
  }
}

const KEPT = "gridmap.seat";

function nameOf({ office, area, department }: HeldOffice): string {
  return `${office} ${area ?? department ?? ""}`;
}
