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
  readonly unit: string | null;
  readonly floor: number | null;
  readonly door: string | null;
  readonly estimated: boolean;
  /** No target: vacant by the register, or do-not-visit. */
  readonly excluded: boolean;
  readonly outcome: Outcome | null;
  readonly settled: boolean;
}

/** Doors of one floor, left to right. */
export interface Floor {
  readonly floor: number | null;
  readonly doors: readonly Door[];
}

/** Floors of one unit, top to bottom, as one looks at the house. */
export interface Unit {
  readonly unit: string | null;
  readonly floors: readonly Floor[];
  /** Doors of the target where nobody has been. */
  readonly untried: number;
}

const byNumber = new Intl.Collator("zh-CN", { numeric: true });

function sameOrder(one: string | null, other: string | null): number {
  return byNumber.compare(one ?? "", other ?? "");
}

/** The doors of a building as a picture of it: unit by unit, floor above floor. */
export function unitsOf(doors: readonly Door[]): Unit[] {
  const units = [...new Set(doors.map(({ unit }) => unit))].sort(sameOrder);
  return units.map((unit) => {
    const inside = doors.filter((door) => door.unit === unit);
    const floors = [...new Set(inside.map(({ floor }) => floor))].sort(
      (one, other) => (other ?? Infinity) - (one ?? Infinity),
    );
    return {
      unit,
      untried: inside.filter(isOpen).filter(({ outcome }) => outcome === null).length,
      floors: floors.map((floor) => ({
        floor,
        doors: inside
          .filter((door) => door.floor === floor)
          .sort((one, other) => sameOrder(one.door, other.door)),
      })),
    };
  });
}

/** What a door is called on the spot; placeholders are numbered in the order they are drawn. */
export function doorNames(units: readonly Unit[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { floors } of units) {
    let unnamed = 0;
    for (const { doors } of floors) {
      for (const { uid, door } of doors) {
        if (!door) unnamed += 1;
        names.set(uid, door || `${unnamed}`);
      }
    }
  }
  return names;
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
  return { ...door, outcome, settled };
}

/** How far a building is, by its doors. */
export function buildingStatus(doors: readonly Door[]): "none" | "untouched" | "partly" | "done" {
  const target = doors.filter(({ excluded }) => !excluded);
  if (target.length === 0) return "none";
  if (target.every(({ settled }) => settled)) return "done";
  return target.some(({ outcome }) => outcome !== null) ? "partly" : "untouched";
}
