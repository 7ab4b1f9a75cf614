/** How a visit ended. */
export const OUTCOMES = [
  "met",
  "no_answer",
  "no_access",
  "refused",
  "vacant",
  "moved",
  "not_found",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A dwelling door and how it stands; nothing about who lives there. */
export interface Door {
  readonly uid: string;
  /** What it is called on the spot; null for the one door of a house. */
  readonly label: string | null;
  readonly unit: string | null;
  readonly floor: number | null;
  readonly estimated: boolean;
  /** No target: vacant by the register, or do-not-visit. */
  readonly excluded: boolean;
  readonly reason: "vacant" | "do_not_visit" | null;
  readonly outcome: Outcome | null;
  readonly settled: boolean;
  /** How often somebody knocked. */
  readonly tries: number;
  /** In a key group that whoever looks serves; in which, the server tells when asked. */
  readonly in_key_group: boolean;
}

/** Doors of one floor, left to right. */
export interface Floor {
  readonly floor: number | null;
  /** Code of the leaf area that answers for them. */
  readonly area: string | null;
  readonly doors: readonly Door[];
  /** Doors beyond the reach of whoever looks. */
  readonly others: number;
}

/** Floors of one unit, top to bottom, as one looks at the house. */
export interface Unit {
  readonly unit: string | null;
  readonly floors: readonly Floor[];
  /** Doors of the target where nobody has been. */
  readonly untried: number;
}

/** A building as the server lays it out. */
export interface Laid {
  readonly units: readonly {
    readonly unit: string | null;
    readonly rows: readonly (Omit<Floor, "doors"> & {
      readonly doors: readonly Omit<Door, "unit" | "floor">[];
    })[];
  }[];
}

/** The doors of a building, unit by unit from the top down. */
export function doorsIn({ units }: Laid): Door[] {
  return units.flatMap(({ unit, rows }) =>
    rows.flatMap(({ floor, doors }) => doors.map((door) => ({ ...door, unit, floor }))),
  );
}

/** The doors of a building in their places, as they stand now. */
export function unitsOf(laid: Laid, doors: readonly Door[]): Unit[] {
  const now = new Map(doors.map((door) => [door.uid, door]));
  return laid.units.map(({ unit, rows }) => {
    const floors = rows.map((row) => ({
      ...row,
      doors: row.doors.flatMap(({ uid }) => now.get(uid) ?? []),
    }));
    const inside = floors.flatMap((row) => row.doors);
    return { unit, floors, untried: inside.filter(isUntried).length };
  });
}

/** Whether it counts and nobody has been there. */
export function isUntried(door: Door): boolean {
  return isOpen(door) && door.outcome === null;
}

/** Whether somebody still has to go there. */
export function isOpen(door: Door): boolean {
  return !door.excluded && !door.settled;
}

/**
 * The door to knock at next: on the way down from the top of the house, after the one given;
 * doors where nobody has been come before doors to be tried again.
 */
export function nextDoor(units: readonly Unit[], after: string | null): Door | null {
  const way = units.flatMap(({ floors }) => floors.flatMap(({ doors }) => doors));
  const at = way.findIndex(({ uid }) => uid === after);
  const ahead = [...way.slice(at + 1), ...way.slice(0, at + 1)].filter(
    (door) => isOpen(door) && door.uid !== after,
  );
  return ahead.find(({ outcome }) => outcome === null) ?? ahead[0] ?? null;
}

/** A door as it stands once a visit at the door counts: met stays met, a refusal is respected. */
export function afterVisit(door: Door, outcome: Outcome): Door {
  if (door.outcome === "met") return door;
  const settled = door.settled || outcome === "met" || outcome === "refused";
  return { ...door, outcome, settled, tries: door.tries + 1 };
}

/** How far a building is, by its doors. */
export function buildingStatus(doors: readonly Door[]): "none" | "untouched" | "partly" | "done" {
  const target = doors.filter(({ excluded }) => !excluded);
  if (target.length === 0) return "none";
  if (target.every(({ settled }) => settled)) return "done";
  return target.some(({ outcome }) => outcome !== null) ? "partly" : "untouched";
}
