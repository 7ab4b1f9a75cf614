/** How many households of a figure stand how. */
export interface Counts {
  readonly target: number;
  readonly reached: number;
  readonly no_answer: number;
  readonly no_access: number;
  readonly refused: number;
  readonly vacant: number;
  readonly moved: number;
  readonly not_found: number;
  readonly untried: number;
}

export type Reason =
  | "reached"
  | "no_answer"
  | "refused"
  | "no_access"
  | "vacant"
  | "moved"
  | "not_found"
  | "untried";

const ORDER: readonly Reason[] = [
  "reached",
  "no_answer",
  "refused",
  "no_access",
  "vacant",
  "moved",
  "not_found",
  "untried",
];
/** These are said even at zero: their places in the panel stay put. */
const ALWAYS: ReadonlySet<Reason> = new Set([
  "reached",
  "no_answer",
  "refused",
  "no_access",
  "untried",
]);

/** The parts a target falls into, in the order of the bar; together they are the target. */
export function partsOf(figure: Counts): { reason: Reason; households: number }[] {
  return ORDER.map((reason) => ({ reason, households: figure[reason] })).filter(
    ({ reason, households }) => households > 0 || ALWAYS.has(reason),
  );
}
