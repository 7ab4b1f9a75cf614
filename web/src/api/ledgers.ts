import { type Book, bookOf } from "./books.ts";
import { type Schemas, type Server, said } from "./server.ts";

/** A row of a ledger that waits for a person. */
export type WaitingRow = Schemas["Waiting"];
/** A building that a row may mean. */
export type Offer = Schemas["Offer"];
/** What came of settling a row. */
export type Settled = Schemas["Settled"];

export async function readReview(
  { client }: Server,
  signal: AbortSignal,
): Promise<Schemas["Review"]> {
  return said(await client.GET("/api/v1/ledgers/review", { signal }));
}

/** A row that was left out, and that no ledger is asked about since. */
export type LeftOutRow = Schemas["LeftOut"];

/** The rows that were left out, the latest first. */
export async function readLeftOut({ client }: Server, signal: AbortSignal): Promise<LeftOutRow[]> {
  return said(await client.GET("/api/v1/ledgers/left-out", { signal }));
}

/** Has the next ledger ask about a row again. */
export async function askAgain({ client }: Server, row: string): Promise<void> {
  const answer = await client.DELETE("/api/v1/ledgers/left-out/{row}", {
    params: { path: { row } },
  });
  if (!answer.response.ok) said(answer);
}

/**
 * Says which building a row means, and which door where that is asked. It is sent also while the page
 * is being left.
 */
export async function placeRow(
  { client }: Server,
  row: string,
  building: string,
  door: string | null,
): Promise<Settled> {
  const params = { path: { row } };
  const sent = { params, body: { building, door }, keepalive: true };
  return said(await client.PUT("/api/v1/ledgers/review/{row}/building", sent));
}

/** Takes a row off the list. It is sent also while the page is being left. */
export async function dropRow({ client }: Server, row: string): Promise<void> {
  const sent = { params: { path: { row } }, keepalive: true };
  const answer = await client.DELETE("/api/v1/ledgers/review/{row}", sent);
  if (!answer.response.ok) said(answer);
}

/** The ledgers that one brought in, the newest first. */
export async function readLedgers(
  { client }: Server,
  signal: AbortSignal,
): Promise<Schemas["Ledger"][]> {
  return said(await client.GET("/api/v1/ledgers", { signal }));
}

/** A ledger that came in. */
export type Ledger = Schemas["Ledger"];

/** What came of taking a ledger back. */
export type TakenBack = Schemas["TakenBack"];

/** Takes a ledger back: the register is as it was before, but for what changed since. */
export async function takeLedgerBack({ client }: Server, ledger: string): Promise<TakenBack> {
  return said(await client.DELETE("/api/v1/ledgers/{ledger}", { params: { path: { ledger } } }));
}

/** Address of the empty ledger. */
export function templateOf({ base, lang }: Server): string {
  return new URL(`api/v1/ledgers/template?lang=${lang}`, base).href;
}

/** Address of the rows of an import that were left out. */
export function rejectedOf({ base, lang }: Server, job: string): string {
  const path = `api/v1/imports/${encodeURIComponent(job)}/rejected?lang=${lang}`;
  return new URL(path, base).href;
}

/** The register as a workbook; `personal` says why names and phones are asked for. */
export async function readLedger(
  server: Server,
  within: string,
  personal: Schemas["Reason"] | null,
): Promise<Book> {
  const query = new URLSearchParams({
    lang: server.lang,
    ...(within && { within }),
    ...(personal && { personal }),
  });
  return bookOf(await server.fetch(`api/v1/ledgers/export?${query}`));
}

/** One's own workbook with columns appended; the upload is gone afterwards. */
export async function readAppended(server: Server, upload: string): Promise<Book> {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ upload });
  const path = `api/v1/ledgers/appended?lang=${server.lang}`;
  return bookOf(await server.fetch(path, { method: "POST", headers, body }));
}
