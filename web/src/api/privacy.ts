import { type Schemas, type Server, said } from "./server.ts";

/** A look at personal data, an export, or a change of rights. */
export type Look = Schemas["Look"];
export type LookPage = Schemas["LookPage"];
/** What a resident asks for. */
export type ResidentRequest = Schemas["ResidentRequest"];
export type Answer = Schemas["NewAnswer"]["answer"];

/** Looks, the latest first: one's own, or of those who serve where one answers for. */
export async function readLooks(
  { client }: Server,
  whose: "mine" | "theirs",
  before: number | undefined,
  signal?: AbortSignal,
): Promise<LookPage> {
  const params = { query: before ? { before } : {} };
  const asked = { params, ...(signal && { signal }) };
  return whose === "mine"
    ? said(await client.GET("/api/v1/looks/mine", asked))
    : said(await client.GET("/api/v1/looks", asked));
}

export async function readRequests(
  { client }: Server,
  signal: AbortSignal,
): Promise<ResidentRequest[]> {
  return said(await client.GET("/api/v1/residents/requests", { signal }));
}

/** Answers a request, for the door that it means. */
export async function answerRequest(
  { client }: Server,
  uid: string,
  answer: Answer,
  household: string | null,
): Promise<void> {
  const params = { path: { uid } };
  const told = await client.PUT("/api/v1/residents/requests/{uid}", {
    params,
    body: { answer, household },
  });
  if (!told.response.ok) said(told);
}
