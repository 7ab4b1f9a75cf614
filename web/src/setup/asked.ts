import type { Asked, Job } from "../api/imports.ts";
import { ofStreet } from "../state/screen.ts";

/** What imports were asked with, so that a person can ask again with more said. */
const KEY = "gridmap.import.";
const LAST = ofStreet(window, "gridmap.imports.last");

export function noteAsked(job: string, asked: Asked): void {
  try {
    sessionStorage.setItem(KEY + job, JSON.stringify(asked));
    localStorage.setItem(LAST, job);
  } catch {
    // Without storage the job itself tells its kind and its file.
  }
}

/** How an import was asked for; of one that was asked for elsewhere, its kind and its file. */
export function askedOf({ id, kind, upload }: Job): Asked | null {
  try {
    const noted = sessionStorage.getItem(KEY + id);
    if (noted) return JSON.parse(noted) as Asked;
  } catch {
    // What the job itself knows will do.
  }
  return upload ? { kind, upload } : null;
}

/** The import that was begun last in this browser. */
export function lastAsked(): string | null {
  try {
    return localStorage.getItem(LAST);
  } catch {
    return null;
  }
}
