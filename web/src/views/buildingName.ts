import type { Building } from "../api/buildings.ts";
import type { Door } from "../domain/doors.ts";
import { count } from "../domain/write.ts";
import type { Words } from "../words/words.ts";

/** What a building is called: its address, its name, or its number on the sheet. */
export function buildingName(
  { address, name, n }: Pick<Building, "address" | "name" | "n">,
  words: Words,
): string {
  return (
    address ?? name ?? (n === null ? words.building.unnamed : words.building.unnamedNumber(`${n}`))
  );
}

/** Units and households, as far as they can be told; of a partly visited house those that are left. */
export function buildingFacts(building: Building, words: Words): string {
  const { units, target, settled, status, few } = building;
  const left = status === "partly" ? (settled ?? 0) : 0;
  return words.joined([
    ...(units ? [words.building.units(count(units))] : []),
    ...(few ? [words.building.few] : []),
    // Beyond one's own areas nothing is told.
    ...(target === null ? [] : [words.building.households(count(target - left))]),
  ]);
}

/** What a door is called on the spot. */
export function doorName({ label }: Pick<Door, "label">, words: Words): string {
  return label ?? words.building.oneDoor;
}
