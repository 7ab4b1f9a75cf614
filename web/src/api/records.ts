import type { Answer, Entry } from "../sync/outbox.ts";
import type { HazardDraft } from "./cases.ts";
import { Refusal, type Schemas, type Server, said } from "./server.ts";

/** A visit as it is posted. */
export type VisitDraft = Schemas["VisitIn"];

/** Hands a record of the outbox to the server; throws when the server is out of reach. */
export async function sendRecord({ client }: Server, { kind, body }: Entry): Promise<Answer> {
  try {
    if (kind === "visit") {
      said(await client.POST("/api/v1/visits", { body: body as VisitDraft }));
    } else {
      said(await client.POST("/api/v1/cases", { body: body as HazardDraft }));
    }
    return { taken: true };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // A server in trouble, or too busy, says nothing about the record; nor does one that does not
    // know any more whose it is.
    const again = error.status >= 500 || [401, 408, 429].includes(error.status);
    return { taken: false, reason: error.message, again };
  }
}
