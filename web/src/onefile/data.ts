/** What the page carries: packed layers and the sentences of its language. */

/** Cells of a layer's column, one for each feature. */
export type Column<Cell> = ArrayLike<Cell | null>;

export interface PackedGeometry {
  /** dx, dy, dx, dy … counted in steps of a degree. */
  readonly xy: readonly number[];
  /** Vertices of each piece: a ring, a line, or 1 for a point. */
  readonly vertices: readonly number[];
  /** Pieces of each feature. */
  readonly pieces: readonly number[];
}

interface Layer {
  readonly geometry: PackedGeometry;
}

export const REASONS = [
  "no_answer",
  "no_access",
  "refused",
  "vacant",
  "moved",
  "not_found",
  "untried",
] as const;
export type Reason = (typeof REASONS)[number];

export type AreaLayer = Layer & {
  readonly [name in "code" | "name" | "level" | "label"]?: Column<string>;
} & {
  readonly [name in
    | "parent"
    | "percent"
    | "attempted_percent"
    | "band"
    | "target"
    | "attempted"
    | "reached"
    | "settled"
    | "excluded"
    | Reason]?: Column<number>;
} & { readonly middle?: Column<readonly [number, number]> };

export type BuildingLayer = Layer & {
  /** One letter each: u(ntouched), p(artly), d(one), n(either). */
  readonly status: string;
} & {
  readonly [name in "name" | "address"]?: Column<string>;
} & {
  readonly [name in "households" | "target" | "attempted" | "reached"]?: Column<number>;
};

export type HazardLayer = Layer & {
  readonly [name in "category" | "mark" | "what" | "severity" | "opened_at"]?: Column<string>;
} & { readonly handled: Column<number>; readonly overdue: Column<number> };

export type PlainLayer = Layer & {
  readonly [name in "kind" | "name"]?: Column<string>;
};

export interface PageData {
  /** Steps of a degree in which packed coordinates count. */
  readonly steps: number;
  readonly extent: readonly [number, number, number, number] | null;
  readonly layers: {
    readonly areas?: AreaLayer;
    readonly borders?: PlainLayer;
    readonly buildings?: BuildingLayer;
    readonly hazards?: HazardLayer;
    readonly streets?: PlainLayer;
    readonly landcover?: PlainLayer;
  };
  readonly words: PageWords;
}

/** Sentences by name, in the reader's language; `{name}` in them is filled in here. */
export type PageWords = {
  readonly [name in
    | "attribution"
    | "building"
    | "building_figures"
    | "close"
    | "handled"
    | "hazard_sample"
    | "hazards_here"
    | "households"
    | "knocked"
    | "left_out"
    | "met"
    | "of_target"
    | "open"
    | "overdue"
    | "since"
    | "zoom_in"
    | "zoom_out"]: string;
} & {
  readonly [name in "levels" | "reasons" | "severities" | "status"]: Readonly<
    Record<string, string>
  >;
};

/** A cell of a column that may be missing altogether. */
export function cell<Cell>(column: Column<Cell> | undefined, index: number): Cell | null {
  return column?.[index] ?? null;
}

/** Put facts into a sentence: numbers are grouped as the reader does. */
export function say(sentence: string, facts: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => written(facts[name] ?? ""));
}

export function written(value: string | number): string {
  return typeof value === "number"
    ? value.toLocaleString(document.documentElement.lang)
    : String(value);
}
