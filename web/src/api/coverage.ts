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
  readonly period: { readonly start: string; readonly end: string } | null;
  readonly as_of: string | null;
}

export type Level = "subdistrict" | "community";

/** Coverage of every area of a level. `base` is the address of the page. */
export async function readCoverage(base: string, level: Level): Promise<Coverage> {
  const address = new URL(`api/v1/coverage?level=${level}`, base);
  const answer = await fetch(address, { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status} ${address.pathname}`);
  return (await answer.json()) as Coverage;
}
