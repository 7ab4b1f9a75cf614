import createClient from "openapi-fetch";
import type { components, paths } from "./schema.ts";

/** Coverage of one area: a rate never travels without its target. */
export type AreaCoverage = components["schemas"]["AreaFigure"];

/**
 * Coverage of the areas of a level and of the households no area answers for. The period is
 * half-open: `to` is the first day after it; null is open on that side.
 */
export type Coverage = components["schemas"]["CoverageAnswer"];

/** Coverage of every area of a level. `base` is the address of the page. */
export async function readCoverage(
  base: string,
  level: "subdistrict" | "community",
): Promise<Coverage> {
  const server = createClient<paths>({ baseUrl: new URL(".", base).href });
  const { data, response } = await server.GET("/api/v1/coverage", { params: { query: { level } } });
  if (!data) throw new Error(`${response.status} ${response.url}`);
  return data;
}
