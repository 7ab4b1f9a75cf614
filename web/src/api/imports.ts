import { Refusal, type Schemas, type Server, said } from "./server.ts";

/** What can be brought in. */
export const KINDS = [
  "areas",
  "buildings",
  "list",
  "ledger",
  "households",
  "visits",
  "people",
  "osm",
] as const;
export type Kind = (typeof KINDS)[number];

/** What an import is asked to do. */
export type Asked = Partial<Schemas["Order"]> & { readonly kind: Kind };

export const COUNTS = [
  "added",
  "altered",
  "vanished",
  "ambiguous",
  "rejected",
  "unchanged",
] as const;
export type CountName = (typeof COUNTS)[number];

/** What an import did, or would do. */
export type ChangeSet = Schemas["Changes"];
/** An import as it stands. */
export type Job = Schemas["Job"];
/** What an import would change at one place. */
export type ChangedFeature = Schemas["ChangedFeature"];

export type Upload = Schemas["Upload"];

/** Sends a file; `progress` hears the share that has gone. */
export function upload(
  server: Server,
  file: File,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<Upload> {
  // Only XMLHttpRequest tells how far an upload is.
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const address = new URL("api/v1/uploads", server.base);
    address.searchParams.set("name", file.name);
    request.open("POST", address);
    request.responseType = "json";
    request.setRequestHeader("accept-language", server.lang);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.onprogress = (event) => progress(event.loaded / Math.max(1, event.total));
    request.onload = () => {
      if (request.status < 300) resolve(request.response);
      else reject(new Refusal(request.status, request.response ?? undefined));
    };
    request.onerror = () => reject(new TypeError("network"));
    request.onabort = () => reject(new DOMException("", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

export async function startImport({ client }: Server, asked: Asked): Promise<Job> {
  const body = { close_vanished: false, ...asked };
  return said(await client.POST("/api/v1/imports", { body })) as Job;
}

export async function readImport(
  { client }: Server,
  job: string,
  signal: AbortSignal,
): Promise<Job> {
  return said(
    await client.GET("/api/v1/imports/{job}", { params: { path: { job } }, signal }),
  ) as Job;
}

export async function applyImport({ client }: Server, job: string): Promise<Job> {
  return said(
    await client.POST("/api/v1/imports/{job}/apply", { params: { path: { job } } }),
  ) as Job;
}

export async function discardImport({ client }: Server, job: string): Promise<Job> {
  return said(await client.DELETE("/api/v1/imports/{job}", { params: { path: { job } } })) as Job;
}

/** Address of the table of all findings, in the reader's language. */
export function reportOf({ base, lang }: Server, job: string): string {
  return new URL(`api/v1/imports/${encodeURIComponent(job)}/report?lang=${lang}`, base).href;
}

/** The standard columns of a kind, and the headers that mean them. */
export async function readColumns(
  { client }: Server,
  kind: Kind,
  signal: AbortSignal,
): Promise<Schemas["StandardColumn"][]> {
  const { kinds } = said(await client.GET("/api/v1/vocabulary", { signal }));
  return kinds.find((one) => one.kind === kind)?.columns ?? [];
}

/** What an import would change, on the map. */
export async function readImportMap(
  { client }: Server,
  job: string,
  signal: AbortSignal,
): Promise<Schemas["ChangeMap"]> {
  const params = { path: { job } };
  return said(await client.GET("/api/v1/imports/{job}/map", { params, signal }));
}
