import { effect } from "@preact/signals";
import type { StudioGround } from "../api/plans.ts";
import type { Aim } from "../domain/plan/account.ts";
import { at } from "../domain/plan/town.ts";
import type { Assignment } from "./assignment.ts";
import type { Keeping } from "./keeping.ts";
import type { Studio } from "./studio.ts";

/** A part that is not where it is today: its building's part, unit, lowest floor; its area; by hand. */
type Placed = readonly [
  part: number | undefined,
  unit: string | null | undefined,
  low: number | null | undefined,
  area: string | null,
  byHand: boolean,
];

/** What of a plan in the making was not kept; it tells of buildings and areas, never of people. */
interface Unsaved {
  /** The draft that it changes, as it was seen. */
  readonly open: { readonly name: string; readonly version: number } | null;
  readonly load: string;
  readonly aim: Aim;
  readonly locked: readonly string[];
  readonly placed: readonly Placed[];
}

const KEY = "gridmap.plan.";
/** Milliseconds without a stroke after which strokes are noted. */
const IDLE = 300;

/**
 * Notes strokes that were not kept in this tab, so that a page that is loaded again goes on with
 * them; `about` tells which ground they are on, and whose they are. Returns how to end it.
 */
export function noteUnsaved(about: string, studio: Studio, keeping: Keeping): () => void {
  let idle: ReturnType<typeof setTimeout> | undefined;
  let known = keyOf(about, keeping.open.peek()?.name ?? null);
  const note = () => {
    const noted = studio.changed.peek() ? JSON.stringify(unsavedOf(studio, keeping)) : null;
    const key = keyOf(about, keeping.open.peek()?.name ?? null);
    stored((storage) => {
      // They are another plan's now, or nobody's.
      storage.removeItem(known);
      if (noted) storage.setItem(key, noted);
    });
    known = key;
  };
  const end = effect(() => {
    void [studio.strokes.value, studio.locks.turns.value, studio.changed.value, studio.aim.value];
    clearTimeout(idle);
    idle = setTimeout(note, IDLE);
  });
  return () => {
    end();
    clearTimeout(idle);
    note();
  };
}

/** Goes on with strokes that were noted of a plan, `null` for one that was never kept; says whether there were any. */
export async function goOn(
  about: string,
  plan: string | null,
  studio: Studio,
  keeping: Keeping,
): Promise<boolean> {
  const noted = stored((storage) => storage.getItem(keyOf(about, plan)));
  if (!noted) return false;
  const { open, load, aim, locked, placed } = JSON.parse(noted) as Unsaved;
  if (open) await keeping.show(open.name, open.version);
  if (load !== studio.load) await studio.weigh(load);
  studio.aim.value = aim;
  const ground = studio.reading.value.peek()?.sent;
  if (!ground) return false;
  const { assignment, byHand } = laidOn(ground, placed);
  studio.take(assignment, "resumed", byHand);
  studio.locks.lockNamed(locked);
  return true;
}

/** Strokes are noted by plan: who follows a link to another one is not shown these. */
function keyOf(about: string, plan: string | null): string {
  return `${KEY}${about} ${plan ?? ""}`;
}

/** In a browser without room or storage nothing is noted: the page still asks before it leaves. */
function stored<Value>(deed: (storage: Storage) => Value): Value | null {
  try {
    return deed(sessionStorage);
  } catch (fault) {
    if (fault instanceof DOMException) return null;
    throw fault;
  }
}

function unsavedOf(studio: Studio, keeping: Keeping): Unsaved {
  const { division, labels } = studio;
  const loaded = studio.reading.value.peek();
  const open = keeping.open.peek();
  const placed: Placed[] = [];
  if (division && loaded) {
    const { part, unit, low } = loaded.sent.atoms;
    const { today } = loaded.ground.town;
    const byHand = new Set(division.placed);
    for (const [index, area] of division.area.entries()) {
      if (area === at(today, index) && !byHand.has(index)) continue;
      const label = labels[area] ?? null;
      placed.push([part[index], unit[index], low[index], label, byHand.has(index)]);
    }
  }
  return {
    open: open && { name: open.name, version: open.version },
    load: studio.load,
    aim: studio.aim.peek(),
    locked: studio.locks.names(),
    placed,
  };
}

/** Lays what was placed over a ground; all else is where it is today. */
export function laidOn(
  { atoms, areas }: StudioGround,
  placed: readonly Placed[],
): { readonly assignment: Assignment; readonly byHand: readonly number[] } {
  const labels = areas.map(({ code }) => code);
  const known = new Map(
    placed.map(([part, unit, low, ...rest]) => [JSON.stringify([part, unit, low]), rest]),
  );
  const byHand: number[] = [];
  const part = atoms.area.map((today, index) => {
    const key = JSON.stringify([atoms.part[index], atoms.unit[index], atoms.low[index]]);
    const found = known.get(key);
    if (!found) return today;
    const [label, hand] = found;
    if (hand) byHand.push(index);
    if (label === null) return -1;
    const place = labels.indexOf(label);
    if (place >= 0) return place;
    // An area that has ended since is nobody's; a new one is as new as before.
    return label.startsWith("new-") ? labels.push(label) - 1 : -1;
  });
  return { assignment: { labels, part }, byHand };
}
