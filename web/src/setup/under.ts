import { signal } from "@preact/signals";
import type { Backdrop } from "../api/backdrops.ts";
import { ofStreet } from "../state/screen.ts";

/** The plan that lies under the work on every page of setting up, and how much of it is seen. */
export const under = signal<Backdrop | null>(null);
export const opacity = signal(0.6);

const KEY = ofStreet(window, "gridmap.backdrop");

/** Uid of the plan that lay under the work last. */
export function lastUnder(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Lays a plan under the work, or takes it away. */
export function layUnder(backdrop: Backdrop | null): void {
  under.value = backdrop;
  try {
    if (backdrop) localStorage.setItem(KEY, backdrop.uid);
    else localStorage.removeItem(KEY);
  } catch {
    // Without storage it is laid anew next time.
  }
}
