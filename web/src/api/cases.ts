import type { Hazard, ToldHazard } from "../domain/hazards.ts";
import type { Place } from "../domain/places.ts";
import { type Schemas, type Server, said } from "./server.ts";

/** A hazard as it is posted. */
export type HazardDraft = Schemas["CaseIn"];

function hazard(answer: Schemas["Case"]): Hazard {
  const [lon, lat] = (answer.place?.coordinates ?? []) as number[];
  return {
    uid: answer.uid,
    category: answer.category,
    severity: answer.severity,
    state: answer.state,
    place: lon === undefined || lat === undefined ? null : ([lon, lat] satisfies Place),
    building: answer.building,
    address: answer.address,
    openedAt: answer.opened_at,
    dueAt: answer.due_at,
    seq: answer.seq,
  };
}

/** Hazards in a state, all pages; `area` is the code of an area to stay within. */
export async function readHazards(
  { client }: Server,
  asked: { state?: "open" | "handled"; area?: string },
  signal: AbortSignal,
): Promise<Hazard[]> {
  const hazards: Hazard[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const query: { kind: "hazard"; limit: number; after: number } & typeof asked = {
      kind: "hazard",
      limit: 1000,
      after,
      ...asked,
    };
    const page: Schemas["CasePage"] = said(
      await client.GET("/api/v1/cases", { params: { query }, signal }),
    );
    hazards.push(...page.items.map(hazard));
    after = page.next;
  }
  return hazards;
}

export async function readHazard(
  { client }: Server,
  uid: string,
  signal: AbortSignal,
): Promise<ToldHazard> {
  const params = { path: { uid } };
  const told = said(await client.GET("/api/v1/cases/{uid}", { params, signal }));
  return { ...hazard(told), note: told.note };
}

/** Says that a hazard is handled, or open again; refused with 409 if somebody moved it meanwhile. */
export async function moveHazard(
  { client }: Server,
  seen: Hazard,
  state: "open" | "handled",
): Promise<Hazard> {
  const params = { path: { uid: seen.uid } };
  const body = { state, base_seq: seen.seq };
  return hazard(said(await client.PUT("/api/v1/cases/{uid}/state", { params, body })));
}
