import type { Door } from "../../domain/doors.ts";
import type { MatrixWords } from "../../words/en/matrix.ts";
import type { Words } from "../../words/words.ts";
import type { IconName } from "../icons.tsx";

export const ICONS: Partial<Record<string, IconName>> = {
  met: "check",
  no_answer: "again",
  no_access: "lock",
  refused: "refused",
  vacant: "vacant",
  moved: "moved",
  not_found: "unknown",
  do_not_visit: "minus",
  excluded: "minus",
};

/** How a door stands, as one word: its mark. */
export function doorState(door: Pick<Door, "excluded" | "reason" | "outcome">): string {
  if (door.excluded) return door.reason ?? "excluded";
  return door.outcome ?? "untried";
}

/** The mark in words. */
export function stateSaid(state: string, words: Words, said: MatrixWords): string {
  if (state === "do_not_visit") return said.doNotVisit;
  return words.building.door[state as keyof typeof words.building.door];
}
