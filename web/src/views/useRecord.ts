import { type Door, nextDoor, type Outcome } from "../domain/doors.ts";
import type { Mode } from "../state/records.ts";
import { buildingName, doorName } from "./buildingName.ts";
import { useAround } from "./context.ts";

/** The outcomes by their keys, 1 to 5. */
export const OUTCOME_KEYS: readonly Outcome[] = [
  "met",
  "no_answer",
  "no_access",
  "refused",
  "vacant",
];

/** Writes a visit down and goes on to the next door. */
export function useRecord() {
  const { app, words, aloud } = useAround();
  return async (door: Door, outcome: Outcome, mode: Mode) => {
    const building = app.buildingNow.peek();
    if (!building) return;
    const said = words.record.what(doorName(door, words), words.record.outcomes[outcome]);
    try {
      await app.records.visit(door, outcome, mode, said, buildingName(building, words));
    } catch {
      aloud.value = words.record.failed;
      return;
    }
    aloud.value = words.record.recorded(said);
    const view = app.view.peek();
    if (view.kind !== "building") return;
    const next = nextDoor(app.buildingNow.peek()?.inside ?? [], door.uid);
    app.address.become({ ...view, door: next?.uid ?? null });
  };
}
