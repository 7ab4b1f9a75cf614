import type { HeldOffice } from "../api/door.ts";
import type { EntryWords } from "../words/en/entry.ts";

/** An office and where it is held. */
export function officeSaid({ office, area_name, area, department }: HeldOffice, said: EntryWords) {
  const where = department ?? area_name ?? area;
  return where ? `${where} ${said.offices[office]}` : said.offices[office];
}

export function officesSaid(offices: readonly HeldOffice[], said: EntryWords): string {
  return said.listed(offices.map((office) => officeSaid(office, said)));
}
