import type { LeafletMap } from "./leaflet.ts";

/** What the keyboard can do on the map beside what Leaflet knows (arrows, + and −). */
export interface KeyboardActs {
  /** Whether the keyboard is on a building. */
  readonly inside: () => boolean;
  /** Go on to the next building, or the one before; false when there is none any more. */
  readonly step: (forward: boolean) => boolean;
  /** Press what the focus is on. */
  readonly pick: () => void;
  readonly leave: () => void;
}

/**
 * Listen to the keys while the map itself has the focus; gives what stops listening. The map is one
 * stop on the way through the page: Enter goes into its buildings, Tab from one to the next.
 */
export function listenToKeys(map: LeafletMap, acts: KeyboardActs): () => void {
  const container = map.getContainer();
  const press = (event: KeyboardEvent) => {
    if (event.target !== container || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Tab") {
      if (!acts.inside()) return;
      // Past the last building the focus goes on, as it does everywhere.
      if (acts.step(!event.shiftKey)) event.preventDefault();
      else acts.leave();
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      // Where no building is drawn, what is in the middle is picked.
      if (acts.inside() || !acts.step(true)) acts.pick();
    } else if (event.key === "Escape" && acts.inside()) {
      event.preventDefault();
      acts.leave();
    }
  };
  container.addEventListener("keydown", press);
  container.addEventListener("blur", acts.leave);
  return () => {
    container.removeEventListener("keydown", press);
    container.removeEventListener("blur", acts.leave);
  };
}
