import { ofStreet } from "../state/screen.ts";

/**
 * Files that wait for the one before them. A page that is loaded again has no files any more, only
 * their names: it can say which are to be chosen again.
 */
const NAMES = ofStreet(window, "gridmap.imports.waiting");
const waiting: File[] = [];
let lost: readonly string[] = noted();

/** The files that wait. */
export function waitingFiles(): readonly File[] {
  return waiting;
}

/** Lets files wait; what was lost has been chosen again, or is given up. */
export function letWait(files: readonly File[]): void {
  lost = [];
  waiting.push(...files);
  note();
}

/** The first that waits: its turn has come. */
export function takeWaiting(): File | null {
  const file = waiting.shift() ?? null;
  note();
  return file;
}

/** Names of files that waited when the page was loaded again. */
export function lostFiles(): readonly string[] {
  return lost;
}

function note(): void {
  try {
    sessionStorage.setItem(NAMES, JSON.stringify([...lost, ...waiting.map(({ name }) => name)]));
  } catch {
    // Without storage a page that is loaded again knows nothing of them.
  }
}

function noted(): string[] {
  try {
    return JSON.parse(sessionStorage.getItem(NAMES) ?? "[]") as string[];
  } catch {
    return [];
  }
}
