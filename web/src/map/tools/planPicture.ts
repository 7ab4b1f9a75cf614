import type { Way } from "../../domain/plan/middles.ts";
import type { Frame, Shapes } from "../../domain/plan/shapes.ts";

/** How a building of a plan stands out. */
export const LOOK = { plain: 0, moved: 1, nobody: 2, stray: 3, given: 4 } as const;

/** An area's figure on the map: its name above, today's load and that of the plan below. */
export interface PlanPill {
  /** Its number: the figure stands inside its outline. */
  readonly area: number;
  /** Where most of it lives, for as long as there are no outlines. */
  readonly x: number;
  readonly y: number;
  readonly title: string;
  /** Loads in order, each with how it stands. */
  readonly loads: readonly { readonly text: string; readonly standing: "over" | "in" | "under" }[];
  readonly chosen: boolean;
  /** Whether the last stroke changed it: it is named, however small it is. */
  readonly touched: boolean;
  readonly locked: boolean;
}

type Lines = readonly (readonly number[])[];

/** Ground that is to be outlined anew: in it areas have what they reach of it. */
export interface PlanBetween {
  /** Rings around it, of areas that had it. */
  readonly within: Lines;
  /** Rings of each area in it, that may reach beyond it. */
  readonly grounds: ReadonlyMap<number, Lines>;
  /** Borders between these. */
  readonly borders: Lines;
}

/** What goes from where to where, with how much. */
export interface PlanArrow extends Way {
  readonly text: string;
  /** 0 to 1: by households. */
  readonly weight: number;
}

/** What the map of a plan shows; all places are in its frame, all columns by building. */
export interface PlanPicture {
  readonly frame: Frame;
  readonly buildings: Shapes;
  /**
   * Rings of areas, x and y in turn; none before they are there. Those that are as before are the
   * same objects.
   */
  readonly outlines: ReadonlyMap<number, readonly (readonly number[])[]>;
  /** Fill of each area: a tone, or how it stands where that is worth a look. */
  readonly fills: readonly PlanFill[];
  /** {@link LOOK} of each building. */
  readonly looks: Uint8Array;
  readonly selected: ReadonlySet<number>;
  readonly locked: ReadonlySet<number>;
  /** Lines, x and y in turn. */
  readonly borders: readonly (readonly number[])[];
  /** Borders of today likewise; the same as long as they are as before. */
  readonly before: readonly (readonly number[])[];
  /** Areas whose outlines are yet to be drawn amid those that have theirs. */
  readonly between: PlanBetween | null;
  readonly pills: readonly PlanPill[];
  readonly arrows: readonly PlanArrow[];
}

export type PlanFill = "tone0" | "tone1" | "tone2" | "tone3" | "over" | "under";
