import { type Schemas, type Server, said } from "./server.ts";

/** What the register has of one door. */
export type DoorRegister = Schemas["DoorRegister"];
/** A shop or body in a building. */
export type PremisesHere = Schemas["PremisesHere"];
/** Why somebody looks at what is kept closed. */
export type Reason = Schemas["Reason"];

/** The reasons that somebody at a door or a desk has. */
export const REASONS = ["visit", "call", "check"] as const;

export async function readRegister(
  { client }: Server,
  uid: string,
  signal: AbortSignal,
): Promise<DoorRegister> {
  const params = { path: { uid } };
  return said(await client.GET("/api/v1/households/{uid}/register", { params, signal }));
}

/** The landlord's phone; the server notes who looked, and why. */
export async function readLandlord(
  { client }: Server,
  uid: string,
  reason: Reason,
): Promise<string | null> {
  const params = { path: { uid }, query: { reason } };
  return said(await client.GET("/api/v1/households/{uid}/landlord", { params })).phone;
}

export async function confirmRegister({ client }: Server, uid: string): Promise<DoorRegister> {
  const params = { path: { uid } };
  return said(await client.PUT("/api/v1/households/{uid}/confirmed", { params }));
}

export async function readPremises(
  { client }: Server,
  uid: string,
  signal: AbortSignal,
): Promise<PremisesHere[]> {
  const params = { path: { uid } };
  return said(await client.GET("/api/v1/buildings/{uid}/premises", { params, signal }));
}
