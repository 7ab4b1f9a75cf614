import type { LeafletMap } from "./leaflet.ts";

/** What the keyboard can do on the map beside what Leaflet knows (arrows, + and −). */
export interface KeyboardActs {
  /** Go on to the next building, or the one before; false when there is none any more. */
  readonly step: (forward: boolean) => boolean;
  /** Press what the focus is on. */
  readonly pick: () => void;
  readonly leave: () => void;
}

/** Listen to the keys while the map itself has the focus; gives what stops listening. */
export function listenToKeys(map: LeafletMap, acts: KeyboardActs): () => void {
  const container = map.getContainer();
  let left = false;
  const press = (event: KeyboardEvent) => {
    if (event.target !== container || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Tab") {
      // Past the last building the focus goes on, as it does everywhere.
      if (!left && acts.step(!event.shiftKey)) event.preventDefault();
      else acts.leave();
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      acts.pick();
    } else if (event.key === "Escape") {
      // The next Tab goes on past the map.
      left = true;
      acts.leave();
    }
  };
  const blur = () => {
    left = false;
    acts.leave();
  };
  container.addEventListener("keydown", press);
  container.addEventListener("blur", blur);
  return () => {
    container.removeEventListener("keydown", press);
    container.removeEventListener("blur", blur);
  };
}
