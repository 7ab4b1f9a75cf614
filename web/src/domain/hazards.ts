import { metresBetween, type Place } from "./places.ts";

/** The character that marks each kind of danger on the map. */
export const SIGNS = {
  fire: "火",
  electric: "电",
  gas: "气",
  water: "水",
  blocked: "堵",
  falling: "坠",
  lift: "梯",
  fraud: "诈",
  noise: "噪",
  other: "他",
} as const;

export type Category = keyof typeof SIGNS;
export const CATEGORIES = Object.keys(SIGNS) as Category[];

export const SEVERITIES = ["minor", "serious", "severe"] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface Hazard {
  readonly uid: string;
  readonly category: Category | null;
  readonly severity: Severity | null;
  readonly state: "open" | "handled";
  readonly place: Place | null;
  readonly building: string | null;
  readonly address: string | null;
  readonly openedAt: string;
  readonly dueAt: string | null;
  /** Sequence of its last step: what a change of state is based on. */
  readonly seq: number;
}

/** A hazard with the words of whoever reported it. */
export interface ToldHazard extends Hazard {
  readonly note: string | null;
}

export function isOverdue(hazard: Hazard, now: number): boolean {
  return hazard.state === "open" && hazard.dueAt !== null && Date.parse(hazard.dueAt) < now;
}

/** What needs a person first: over the limit, then by severity, then by what is left of the time. */
export function mostUrgentFirst(hazards: readonly Hazard[], now: number): Hazard[] {
  const rank = (hazard: Hazard): readonly number[] => [
    hazard.state === "open" ? 0 : 1,
    isOverdue(hazard, now) ? 0 : 1,
    -SEVERITIES.indexOf(hazard.severity ?? "minor"),
    hazard.dueAt ? Date.parse(hazard.dueAt) : Number.MAX_SAFE_INTEGER,
  ];
  return [...hazards].sort((one, other) => {
    const mine = rank(one);
    const theirs = rank(other);
    for (const [at, value] of mine.entries()) {
      const difference = value - (theirs[at] ?? 0);
      if (difference !== 0) return difference;
    }
    return one.uid.localeCompare(other.uid);
  });
}

export interface HazardFilter {
  /** null: every kind. */
  readonly category: Category | null;
  readonly severity: Severity | null;
  readonly overdueOnly: boolean;
  readonly withHandled: boolean;
}

export const EVERY_OPEN_HAZARD: HazardFilter = {
  category: null,
  severity: null,
  overdueOnly: false,
  withHandled: false,
};

export function passes(hazard: Hazard, filter: HazardFilter, now: number): boolean {
  return (
    (filter.category === null || hazard.category === filter.category) &&
    (filter.severity === null || hazard.severity === filter.severity) &&
    (!filter.overdueOnly || isOverdue(hazard, now)) &&
    (filter.withHandled || hazard.state === "open")
  );
}

/** As far as this apart, two reports of the same kind may be of the same thing. */
export const SAME_THING_METRES = 25;

/** The nearest open hazard of the same kind that may be the same thing. */
export function likelySame(
  hazards: readonly Hazard[],
  category: Category | null,
  place: Place | null,
): { hazard: Hazard; metres: number } | null {
  if (!category || !place) return null;
  let nearest: { hazard: Hazard; metres: number } | null = null;
  for (const hazard of hazards) {
    if (hazard.state !== "open" || hazard.category !== category || !hazard.place) continue;
    const metres = metresBetween(place, hazard.place);
    if (metres <= SAME_THING_METRES && metres < (nearest?.metres ?? Infinity)) {
      nearest = { hazard, metres };
    }
  }
  return nearest;
}
