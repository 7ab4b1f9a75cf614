import { type Schemas, type Server, said } from "./server.ts";

/** A page of a picture: its sheet and boxes, or why it could not be read. */
export type PageRead = Schemas["PageRead"];

/** Has a photo or scan of ticked sheets read; nothing of it is recorded or kept. */
export async function readScan(server: Server, file: File): Promise<PageRead[]> {
  const response = await server.fetch("api/v1/sheets/scan", {
    method: "POST",
    body: file,
    headers: { "content-type": "application/octet-stream" },
  });
  const answer = await response.json();
  return said<Schemas["ScanRead"]>(
    response.ok ? { data: answer, response } : { error: answer, response },
  ).pages;
}
