/** Coverage of one area: a rate never travels without its target. */
export interface AreaCoverage {
  readonly code: string;
  readonly name: string | null;
  readonly target: number;
  readonly attempted: number;
  readonly reached: number;
  readonly rate: number | null;
  readonly untried: number;
  readonly excluded: number;
}

export interface Coverage {
  readonly areas: readonly AreaCoverage[];
  /** Local days, half-open: `to` is the first day after it. Null: open on that side. */
  readonly period: { readonly from: string | null; readonly to: string | null };
  readonly as_of: string;
  /** Households that no area answers for. */
  readonly orphans: Pick<AreaCoverage, "target">;
}

export type Level = "subdistrict" | "community";

/** Coverage of every area of a level. `base` is the address of the page. */
export async function readCoverage(base: string, level: Level): Promise<Coverage> {
  const address = new URL(`api/v1/coverage?level=${level}`, base);
  const answer = await fetch(address, { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status} ${address.pathname}`);
  return (await answer.json()) as Coverage;
}
