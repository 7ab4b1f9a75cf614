import { type Book, bookOf } from "./books.ts";
import type { Server } from "./server.ts";

/** How sheets of an area are printed. */
export interface SheetWishes {
  readonly kind: "area" | "leader" | "round" | "hazards" | "cards" | "coverage" | "load";
  readonly paper: "A4" | "A3" | "A1" | "A0";
  /** Whether only the area itself is printed, and none below it. */
  readonly alone: boolean;
  /** Whether it says who serves there, with their phones. */
  readonly names: boolean;
}

/** The sheets of an area as a PDF. */
export async function readSheets(
  server: Server,
  code: string,
  wishes: SheetWishes,
  signal: AbortSignal,
): Promise<Book> {
  return bookOf(await server.fetch(`${path(code)}?${query(server, wishes)}`, { signal }));
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

function query({ lang }: Server, { kind, paper, alone, names }: SheetWishes): string {
  return new URLSearchParams({
    kind,
    paper,
    alone: `${alone}`,
    names: `${names}`,
    lang,
  }).toString();
}
