import createClient, { type Client } from "openapi-fetch";
import { ServerClock } from "../domain/clock.ts";
import type { components, paths } from "./schema.ts";

export type Schemas = components["schemas"];

/** A server as the page reaches it, also under a path prefix; it answers in the page's language. */
export interface Server {
  readonly base: string;
  /** Language of its sentences. */
  readonly lang: string;
  readonly client: Client<paths>;
  /** Fetches what is not JSON: bytes, streams. */
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  /** Milliseconds since 1970 by the server's clock. */
  readonly now: () => number;
}

/** What the server would not do, and why, as a person may read it. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly code: string;
  /** What it is about, for a program. */
  readonly fields: Readonly<{ building?: string }>;

  constructor(status: number, problem: Partial<Schemas["Problem"]> | undefined) {
    super(problem?.message ?? `${status}`);
    this.status = status;
    this.code = problem?.code ?? "";
    this.fields = problem?.fields ?? {};
  }
}

/** Hears an event as soon as any answer tells that nobody is signed in here, or no longer. */
export const signedOut = new EventTarget();

async function noteSignedOut(answer: Response): Promise<void> {
  const problem = (await answer.json().catch(() => null)) as Schemas["Problem"] | null;
  if (problem?.code === "sign-in-needed") signedOut.dispatchEvent(new Event("signedout"));
}

/** `base` is the address of the page. */
export function connect(base: string, lang: string): Server {
  const headers = { "accept-language": lang };
  const clock = new ServerClock();
  const timed = async (request: Request | string, init?: RequestInit) => {
    const answer = await fetch(request, init);
    clock.hear(answer.headers.get("date"));
    if (answer.status === 401) void noteSignedOut(answer.clone());
    return answer;
  };
  return {
    base,
    lang,
    client: createClient<paths>({ baseUrl: new URL(".", base).href, headers, fetch: timed }),
    fetch: (path, init) =>
      timed(new URL(path, base).href, { ...init, headers: { ...headers, ...init?.headers } }),
    now: () => clock.now(),
  };
}

interface Outcome<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/** The answer, or the refusal thrown. A network that fails throws a TypeError before this. */
export function said<Data>({ data, error, response }: Outcome<Data>): Data {
  if (!response.ok || data === undefined) {
    const problem = typeof error === "object" && error ? error : undefined;
    throw new Refusal(response.status, problem as Partial<Schemas["Problem"]> | undefined);
  }
  return data;
}

/** The answer; null where the server is out of reach, or nobody waits for it any more. */
export async function ifReached<Data>(answer: Promise<Data>): Promise<Data | null> {
  try {
    return await answer;
  } catch (fault) {
    const left = fault instanceof DOMException && fault.name === "AbortError";
    if (left || fault instanceof TypeError) return null;
    throw fault;
  }
}

/** The visits that count: half-open local days, and the key group that is the target. */
export interface Question {
  readonly from: string | null;
  readonly to: string | null;
  readonly target: string | null;
}

/** A question as query parameters; what is not asked stays out. */
export function asked({ from, to, target }: Question): {
  from?: string;
  to?: string;
  target?: string;
} {
  return { ...(from && { from }), ...(to && { to }), ...(target && { target }) };
}

/** Reads JSON from a path that the generated types do not know. */
export async function get<Data>(
  server: Server,
  path: string,
  query: Record<string, string>,
  signal: AbortSignal,
): Promise<Data> {
  const response = await server.fetch(`${path}?${new URLSearchParams(query)}`, { signal });
  const body = await response.json();
  return said<Data>(response.ok ? { data: body, response } : { error: body, response });
}
