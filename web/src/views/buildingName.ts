import type { Building } from "../api/buildings.ts";
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

/** Units and households, as far as there are any. */
export function buildingFacts({ units, target, settled, status }: Building, words: Words): string {
  const left = target - settled;
  return words.joined([
    ...(units ? [words.building.units(count(units))] : []),
    words.building.households(count(status === "partly" ? left : target)),
  ]);
}
