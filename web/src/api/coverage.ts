import type { Level } from "../domain/levels.ts";
import type { Place } from "../domain/places.ts";
import { asked, type Question, type Schemas, type Server, said } from "./server.ts";

/** Coverage of one area: a rate never travels without its target. */
export type AreaFigure = Schemas["AreaFigure"];
export type Figure = Schemas["Figure"];

/** Coverage of the areas of a level and of the households no area answers for. */
export type Coverage = Schemas["CoverageAnswer"];

/** As many areas as the server tells of in one answer. */
const MOST_AREAS = 20_000;

/** Coverage of every area of a level, all pages of it; `within` is the code to stay inside. */
export async function readCoverage(
  { client }: Server,
  level: Level,
  question: Question,
  within: string | null,
  signal: AbortSignal,
): Promise<Coverage> {
  const query = { level, limit: MOST_AREAS, ...asked(question), ...(within && { within }) };
  const first = said(await client.GET("/api/v1/coverage", { params: { query }, signal }));
  const areas = [...first.areas];
  for (let after = first.next; after; ) {
    const more = { params: { query: { ...query, after } }, signal };
    const page = said(await client.GET("/api/v1/coverage", more));
    areas.push(...page.areas);
    after = page.next;
  }
  return { ...first, areas, next: null };
}

/** Coverage of the households whose building stands in a drawn ring. */
export async function readPolygonCoverage(
  { client }: Server,
  ring: readonly Place[],
  question: Question,
  signal: AbortSignal,
): Promise<Figure> {
  const closed = [...ring, ring[0]].map((place) => [...(place ?? [])]);
  const body = { polygon: { type: "Polygon", coordinates: [closed] }, ...asked(question) };
  return said(await client.POST("/api/v1/coverage", { body, signal }));
}
