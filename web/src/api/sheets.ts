import { type Book, bookOf } from "./books.ts";
import { type Schemas, type Server, said } from "./server.ts";

/** How sheets of an area are printed. */
export interface SheetWishes {
  readonly kind: "area" | "leader" | "round" | "hazards" | "cards" | "coverage" | "load";
  readonly paper: "A4" | "A3" | "A1" | "A0";
  /** Whether only the area itself is printed, and none below it. */
  readonly alone: boolean;
  /** Whether it says who serves there, with their phones. */
  readonly names: boolean;
}

/** A print as it stands. */
export type PrintJob = Schemas["Print"];

/** Has the sheets of an area printed. */
export async function startPrint(
  { client }: Server,
  area: string,
  wishes: SheetWishes,
): Promise<PrintJob> {
  return said(await client.POST("/api/v1/prints", { body: { area, ...wishes } }));
}

/** One's own print, if there is one. */
export async function readPrints({ client }: Server): Promise<PrintJob[]> {
  return said(await client.GET("/api/v1/prints"));
}

/** How a print stands. */
export async function readPrint({ client }: Server, uid: string): Promise<PrintJob> {
  return said(await client.GET("/api/v1/prints/{uid}", { params: { path: { uid } } }));
}

/** The PDF of a print that is done. */
export async function readPrintFile(server: Server, uid: string): Promise<Book> {
  return bookOf(await server.fetch(`api/v1/prints/${uid}/file`));
}

/** Ends a print, or throws away one that was fetched. */
export async function dropPrint({ client }: Server, uid: string): Promise<void> {
  await client.DELETE("/api/v1/prints/{uid}", { params: { path: { uid } } });
}

/** The first page of what would be printed, as a picture. */
export async function readSheetPreview(
  server: Server,
  code: string,
  wishes: SheetWishes,
  signal: AbortSignal,
): Promise<Blob> {
  const asked = `${path(code)}/preview?${query(server, wishes)}&width=900`;
  return (await bookOf(await server.fetch(asked, { signal }))).content;
}

function path(code: string): string {
  return `api/v1/areas/${encodeURIComponent(code)}/sheets`;
}

function query({ lang }: Server, { kind, paper, alone }: SheetWishes): string {
  return new URLSearchParams({
    kind,
    paper,
    alone: `${alone}`,
    lang,
  }).toString();
}
