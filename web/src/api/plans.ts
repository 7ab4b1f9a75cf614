import { type Book, bookOf } from "./books.ts";
import { type Schemas, type Server, said } from "./server.ts";

/** What a plan is made from: atoms of buildings, who is beside whom, the areas of today. */
export type StudioGround = Schemas["StudioGround"];
/** The ground that is nearest to each building. */
export type StudioCells = Schemas["StudioCells"];
/** A search for a proposal as it stands. */
export type Search = Schemas["StudioSearch"];
export type SearchOrder = Schemas["SearchOrder"];
/** A division with what it comes to. */
export type Outcome = Schemas["SearchOutcome"];
/** A plan as it is listed. */
export type PlanHead = Schemas["PlanHead"];
export type Plan = Schemas["Plan"];
/** A division as it is kept. */
export type Draft = Schemas["DraftOrder"];
export type KeptDraft = Schemas["PlanDraft"];
/** What a hand-made division comes to, exactly, with its outlines where they are asked for. */
export type Preview = Schemas["StudioFigured"];

export type PlanLevel = StudioGround["level"];

interface Which {
  readonly area: string;
  readonly level: PlanLevel;
}

export async function readGround(
  { client }: Server,
  { area, level, load }: Which & { readonly load: string },
  signal: AbortSignal,
): Promise<StudioGround> {
  const params = { query: { area, level, load } };
  return said(await client.GET("/api/v1/studio/ground", { params, signal })) as StudioGround;
}

export async function readCells(
  { client }: Server,
  { area, level }: Which,
  signal: AbortSignal,
): Promise<StudioCells> {
  const params = { query: { area, level } };
  return said(await client.GET("/api/v1/studio/cells", { params, signal }));
}

export async function startSearch({ client }: Server, body: SearchOrder): Promise<Search> {
  return said(await client.POST("/api/v1/studio/searches", { body })) as Search;
}

/** The searches of whoever asks, the newest first. */
export async function readSearches({ client }: Server, signal: AbortSignal): Promise<Search[]> {
  return said(await client.GET("/api/v1/studio/searches", { signal })) as Search[];
}

export async function readSearch(
  { client }: Server,
  uid: string,
  signal: AbortSignal,
): Promise<Search> {
  const params = { path: { uid } };
  return said(await client.GET("/api/v1/studio/searches/{uid}", { params, signal })) as Search;
}

/** Ends a search with the best it has found. */
export async function stopSearch({ client }: Server, uid: string): Promise<Search> {
  const params = { path: { uid } };
  return said(await client.POST("/api/v1/studio/searches/{uid}/stop", { params })) as Search;
}

/** What a division comes to, exactly. */
export async function readFigures(
  { client }: Server,
  body: Schemas["FiguresOrder"],
  signal: AbortSignal,
): Promise<Preview> {
  return said(await client.POST("/api/v1/studio/figures", { body, signal })) as Preview;
}

/** The plans of an area and of what lies below it, the newest first. */
export async function readPlans(
  { client }: Server,
  area: string | null,
  signal: AbortSignal,
): Promise<PlanHead[]> {
  const params = { query: area === null ? {} : { area } };
  return said(await client.GET("/api/v1/plans", { params, signal })) as PlanHead[];
}

export async function readPlan(
  { client }: Server,
  name: string,
  signal: AbortSignal,
): Promise<Plan> {
  return said(
    await client.GET("/api/v1/plans/{name}", { params: { path: { name } }, signal }),
  ) as Plan;
}

/** The division of a plan, laid over the ground as it is now. */
export async function readDraft(
  { client }: Server,
  name: string,
  signal: AbortSignal,
): Promise<KeptDraft> {
  const params = { path: { name } };
  return said(await client.GET("/api/v1/plans/{name}/draft", { params, signal })) as KeptDraft;
}

export async function keepDraft({ client }: Server, body: Draft): Promise<Plan> {
  return said(await client.POST("/api/v1/plans", { body })) as Plan;
}

/** Keeps a draft anew; whoever kept it meanwhile is not overwritten. */
export async function changeDraft(
  { client }: Server,
  name: string,
  body: Draft & { readonly version: number },
): Promise<Plan> {
  return said(
    await client.PUT("/api/v1/plans/{name}", { params: { path: { name } }, body }),
  ) as Plan;
}

export async function submitPlan({ client }: Server, { name, version }: PlanHead): Promise<Plan> {
  const params = { path: { name } };
  return said(
    await client.POST("/api/v1/plans/{name}/submit", { params, body: { version } }),
  ) as Plan;
}

/** Makes a draft again of what was submitted. */
export async function withdrawPlan({ client }: Server, { name }: PlanHead): Promise<Plan> {
  return said(
    await client.POST("/api/v1/plans/{name}/withdraw", { params: { path: { name } } }),
  ) as Plan;
}

/** Lets a plan hold from a day on. */
export async function approvePlan(
  { client }: Server,
  { name, version }: PlanHead,
  on: string,
): Promise<Plan> {
  const params = { path: { name } };
  const body = { version, on };
  return said(await client.POST("/api/v1/plans/{name}/approve", { params, body })) as Plan;
}

export async function discardPlan({ client }: Server, { name }: PlanHead): Promise<Plan> {
  return said(await client.DELETE("/api/v1/plans/{name}", { params: { path: { name } } })) as Plan;
}

/** Address of the table of who changes leader, in the reader's language. */
export function changesOf({ base, lang }: Server, name: string): string {
  return new URL(`api/v1/plans/${encodeURIComponent(name)}/changes?lang=${lang}`, base).href;
}

/** What is printed of a plan. */
export type PlanPrint = "letters" | "sheets";

/** Letters to households that change leader, or before and after, as a PDF. */
export async function readPlanPrint(
  server: Server,
  name: string,
  what: PlanPrint,
  signal: AbortSignal,
): Promise<Book> {
  const path = `api/v1/plans/${encodeURIComponent(name)}/${what}?lang=${server.lang}`;
  return bookOf(await server.fetch(path, { signal }));
}

export type LetterText = Schemas["PlanLetterText"];

/** The text of the letters, in the reader's language. */
export async function readLetterText({ client }: Server): Promise<LetterText> {
  return said(await client.GET("/api/v1/plans/letter-text"));
}

/** Keeps a text of the office's own. */
export async function keepLetterText({ client }: Server, text: string): Promise<LetterText> {
  return said(await client.PUT("/api/v1/plans/letter-text", { body: { text } }));
}

/** Goes back to the text that is shipped. */
export async function forgetLetterText({ client }: Server): Promise<LetterText> {
  return said(await client.DELETE("/api/v1/plans/letter-text"));
}
