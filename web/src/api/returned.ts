import { type Schemas, type Server, said } from "./server.ts";

/** A print of a sheet that came back, with what each number on it means. */
export type ReturnedSheet = Schemas["ReturnedSheet"];
export type ReturnedLine = Schemas["ReturnedLine"];
export type ReturnedDoor = Schemas["ReturnedDoor"];
export type MarkKeyed = Schemas["MarkKeyed"];
export type MarksIn = Schemas["MarksIn"];
export type MarksKeyed = Schemas["MarksKeyed"];
export type Half = MarksIn["half"];

/** Opens a sheet by its short code. */
export async function readReturned(
  { client }: Server,
  code: string,
  signal: AbortSignal,
): Promise<ReturnedSheet> {
  const params = { path: { code } };
  return said(await client.GET("/api/v1/sheets/{code}", { params, signal }));
}

/** Records what was ticked; sent twice it counts once. */
export async function sendMarks(
  { client }: Server,
  code: string,
  body: MarksIn,
): Promise<MarksKeyed> {
  const params = { path: { code } };
  return said(await client.POST("/api/v1/sheets/{code}/marks", { params, body }));
}

/** Takes back all that one sitting recorded. */
export async function takeBackMarks(
  { client }: Server,
  code: string,
  keying: string,
): Promise<ReturnedSheet> {
  const params = { path: { code, keying } };
  return said(await client.DELETE("/api/v1/sheets/{code}/marks/{keying}", { params }));
}
