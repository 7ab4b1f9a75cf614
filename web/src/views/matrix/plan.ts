import type { Door, Floor, Unit } from "../../domain/doors.ts";

/** A floor of the house: what each unit that is shown has there. */
export interface Storey {
  readonly floor: number | null;
  readonly units: readonly (Floor | null)[];
}

/** The floors of several units side by side, from the top down; those of no floor come last. */
export function storeysOf(units: readonly Unit[]): Storey[] {
  const floors = new Set(units.flatMap((unit) => unit.floors.map(({ floor }) => floor)));
  return [...floors]
    .sort((one, other) => (other ?? -Infinity) - (one ?? -Infinity))
    .map((floor) => ({
      floor,
      units: units.map((unit) => unit.floors.find((row) => row.floor === floor) ?? null),
    }));
}

/** How many doors stand beside each other on the widest floor. */
export function widest({ floors }: Unit): number {
  return Math.max(1, ...floors.map(({ doors, others }) => doors.length + (others > 0 ? 1 : 0)));
}

/** How many doors of a floor to set in a line, `most` at most: six become three and three. */
export function evenly(doors: number, most: number): number {
  return Math.ceil(doors / Math.ceil(doors / Math.max(1, most)));
}

/** Whether no door of a unit is told to whoever looks: nothing is known of what is left there. */
export const isUntold = ({ floors }: Unit): boolean => floors.every(({ doors }) => !doors.length);

/** Pixels that a door needs for its longest name and a mark, at the usual size of letters. */
export function doorWidth(units: readonly Unit[]): number {
  const names = units.flatMap(({ floors }) => floors.flatMap(({ doors }) => doors)).map(nameWidth);
  return Math.min(140, Math.max(56, 24 + Math.max(0, ...names)));
}

function nameWidth({ label }: Door): number {
  return [...(label ?? "")].reduce((sum, sign) => sum + (sign > "\u2e7f" ? 16 : 9), 0);
}

/** The door next to one in a direction, as they stand on the screen. */
export function beside(from: Element, key: string, doors: readonly Element[]): Element | null {
  const here = from.getBoundingClientRect();
  const found = doors
    .filter((door) => door !== from)
    .map((door) => {
      const { left, top } = door.getBoundingClientRect();
      return { door, across: left - here.left, down: top - here.top };
    });
  const ahead = {
    ArrowRight: found.filter(({ across, down }) => across > 1 && Math.abs(down) < 4),
    ArrowLeft: found.filter(({ across, down }) => across < -1 && Math.abs(down) < 4),
    ArrowDown: found.filter(({ down }) => down > 4),
    ArrowUp: found.filter(({ down }) => down < -4),
  }[key];
  const upright = key === "ArrowUp" || key === "ArrowDown";
  const far = ({ across, down }: (typeof found)[number]) =>
    upright ? Math.abs(down) * 1000 + Math.abs(across) : Math.abs(across);
  return ahead?.sort((one, other) => far(one) - far(other))[0]?.door ?? null;
}
