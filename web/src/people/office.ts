import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { MapArea } from "../api/map.ts";
import { day, moment, type Zone } from "../domain/write.ts";
import type { PeopleWords } from "../words/en/people.ts";
import type { Areas } from "./areas.ts";

/** What every page of the organisation works with, beside the desk. */
export interface OfficeDesk {
  readonly said: PeopleWords;
  readonly areas: Areas;
  /** Today where the workspace is, as an ISO date. */
  readonly today: string;
  readonly zone: Zone;
}

export const OfficeContext = createContext<OfficeDesk | null>(null);

export function useOffice(): OfficeDesk {
  const office = useContext(OfficeContext);
  if (!office) throw new Error("outside of the organisation");
  return office;
}

/** How days and moments are written here. */
export function useDates(lang: string): {
  on: (iso: string) => string;
  at: (iso: string) => string;
  from: (iso: string) => string;
} {
  const { said, today, zone } = useOffice();
  const now = new Date(`${today}T12:00:00`);
  return {
    on: (iso) => day(iso, lang, now),
    at: (iso) => moment(Date.parse(iso), lang, zone),
    // What was so before anything was written down has no first day.
    from: (iso) => (iso.startsWith("0001") ? said.always : said.since(day(iso, lang, now))),
  };
}

/** What an area is called: its name, else what its label says. */
export function called({ name, label }: Pick<MapArea, "name" | "label">): string {
  return name ?? label;
}
