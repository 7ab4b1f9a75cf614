/** Levels of area, coarse to fine; which of them exist is the community's own affair. */
export const LEVELS = ["county", "subdistrict", "community", "grid", "group", "patch"] as const;

export type Level = (typeof LEVELS)[number];

export function isLevel(word: string): word is Level {
  return (LEVELS as readonly string[]).includes(word);
}

/** The level to open with: grids where there are some, else the finest there is above patches. */
export function firstLevel(present: readonly Level[]): Level | null {
  if (present.includes("grid")) return "grid";
  const coarse = present.filter((level) => level !== "patch");
  return coarse.at(-1) ?? present.at(-1) ?? null;
}

/** The next finer level among those that exist. */
export function below(level: Level, present: readonly Level[]): Level | null {
  const rank = LEVELS.indexOf(level);
  return present.find((other) => LEVELS.indexOf(other) > rank) ?? null;
}
