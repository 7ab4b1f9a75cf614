import { useEffect } from "preact/hooks";
import { nextDoor } from "../domain/doors.ts";
import { useAround } from "./context.ts";
import { useUp } from "./up.ts";
import { OUTCOME_KEYS, useRecord } from "./useRecord.ts";

/** The keys of the whole page; fields and dialogs keep theirs. */
export function useKeys(): void {
  const { app, words, keys, aloud } = useAround();
  const record = useRecord();
  const up = useUp();
  useEffect(() => {
    const door = () => {
      const view = app.view.peek();
      const building = app.buildingNow.peek();
      if (view.kind !== "building" || !building || !app.rights.record) return null;
      return { view, building };
    };
    const acts: Record<string, () => void> = {
      "/": () => openSearch(),
      "?": () => {
        keys.value = true;
      },
      h: () => {
        if (app.rights.cases) app.address.open({ kind: "hazards" });
      },
      u: () => {
        if (!app.records.undoable.peek()) return;
        void app.records.undo();
        aloud.value = words.record.undone;
      },
      n: () => {
        const here = door();
        const next = here && nextDoor(here.building.inside, here.view.door);
        if (here && next) app.address.become({ ...here.view, door: next.uid });
      },
    };
    for (const [index, outcome] of OUTCOME_KEYS.entries()) {
      acts[`${index + 1}`] = () => {
        const here = door();
        const chosen = here?.building.doors.find(({ uid }) => uid === here.view.door);
        if (chosen) void record(chosen, outcome, "door");
      };
    }
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const target = event.target as HTMLElement;
      if (target.closest("input, textarea, select, dialog")) return;
      if (event.key === "Escape") {
        lower();
        return;
      }
      const act = acts[event.key.toLowerCase()];
      // A key that is held down is pressed once.
      if (!act || event.repeat) return;
      event.preventDefault();
      act();
    };
    const lower = () => {
      const { stop } = app.address;
      if (app.screen.narrow.peek() && stop.peek() !== "peek") {
        app.address.draw(stop.peek() === "full" ? "half" : "peek");
      } else up();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [app, words, keys, aloud, record, up]);
}

/** The field, or on a phone the button that opens it. */
function openSearch(): void {
  const field = document.querySelector<HTMLElement>("[data-search]");
  if (field) field.focus();
  else document.querySelector<HTMLElement>("[data-open-search]")?.click();
}
