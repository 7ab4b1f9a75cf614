/** A box to tick, where it lies on its page in millimetres and how it was read. */
export interface ReadBox {
  readonly number: number;
  readonly unit: string | null;
  readonly door: string | null;
  readonly means: "1" | "2" | "3" | "met" | "nobody" | "leave" | "done";
  readonly x: number;
  readonly y: number;
  readonly side: number;
  /** What is keyed in where it is ticked. */
  readonly word: string;
  readonly state: "ticked" | "empty" | "doubtful";
  readonly doubt: "faint" | "filled" | "stray" | "hidden" | "several" | null;
}

/** A page of a picture: its sheet and boxes, or why it could not be read. */
export interface ReadPage {
  readonly problem?: string | null;
  readonly code?: string | null;
  readonly leaf?: number | null;
  readonly width?: number | null;
  readonly height?: number | null;
  readonly picture?: string | null;
  readonly boxes?: readonly ReadBox[];
}

/** What a person decided of boxes, by their key. */
export type Decided = ReadonlyMap<string, boolean>;

/** A page that was found, with all it needs to be shown. */
export interface FoundPage {
  readonly code: string;
  readonly leaf: number;
  readonly width: number;
  readonly height: number;
  readonly picture: string;
  readonly boxes: readonly ReadBox[];
}

/** The pages that were found, without those that could not be read. */
export function foundPages(pages: readonly ReadPage[]): FoundPage[] {
  return pages.flatMap(({ code, leaf, width, height, picture, boxes }) =>
    code && leaf && width && height && picture && boxes
      ? [{ code, leaf, width, height, picture, boxes }]
      : [],
  );
}

/** Which box of all pages this is. */
export function keyOf(page: FoundPage, at: number): string {
  return `${page.code} ${page.leaf} ${at}`;
}

/** Whether a box is ticked: as decided, else as read; null where nobody knows yet. */
export function isTicked(page: FoundPage, at: number, decided: Decided): boolean | null {
  const box = page.boxes[at];
  const said = decided.get(keyOf(page, at));
  if (said !== undefined || !box) return said ?? null;
  return box.state === "doubtful" ? null : box.state === "ticked";
}

/**
 * The ticks of one print in the words of keying. Several tries at a building are one word: paper
 * does not say on which day which was.
 */
export function typedOf(pages: readonly FoundPage[], code: string, decided: Decided): string {
  const words = pages
    .filter((page) => page.code === code)
    .flatMap((page) =>
      page.boxes.flatMap((box, at) => (isTicked(page, at, decided) ? [box.word] : [])),
    );
  return [...new Set(words)].join("; ");
}
