import type { Extent } from "../domain/places.ts";
import { send } from "./send.ts";
import { get, Refusal, type Schemas, type Server } from "./server.ts";

/** What can be brought in. */
export const KINDS = ["areas", "buildings", "list", "households", "visits", "osm"] as const;
export type Kind = (typeof KINDS)[number];

/** What an import is asked to do. */
export interface Asked {
  readonly kind: Kind;
  readonly upload?: string;
  readonly place?: string;
  readonly bbox?: Extent;
  readonly level?: string;
  readonly crs?: string;
  readonly datum?: string;
  /** Standard column → header of the file. */
  readonly columns?: Readonly<Record<string, string>>;
  readonly close_vanished?: boolean;
}

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

export const startImport = (server: Server, asked: Asked): Promise<Job> =>
  send(server, "POST", "api/v1/imports", asked);

export const readImport = (server: Server, id: string, signal: AbortSignal): Promise<Job> =>
  get(server, `api/v1/imports/${encodeURIComponent(id)}`, {}, signal);

export const applyImport = (server: Server, id: string): Promise<Job> =>
  send(server, "POST", `api/v1/imports/${encodeURIComponent(id)}/apply`);

export const discardImport = (server: Server, id: string): Promise<Job> =>
  send(server, "DELETE", `api/v1/imports/${encodeURIComponent(id)}`);

/** Address of the table of all findings. */
export const reportOf = (server: Server, id: string): string =>
  new URL(`api/v1/imports/${encodeURIComponent(id)}/report`, server.base).href;

export const readImportMap = (
  server: Server,
  id: string,
  signal: AbortSignal,
): Promise<Schemas["ChangeMap"]> =>
  get(server, `api/v1/imports/${encodeURIComponent(id)}/map`, {}, signal);
