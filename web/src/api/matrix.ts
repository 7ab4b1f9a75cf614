import { asked, type Question, type Schemas, type Server, said } from "./server.ts";

/** A building laid out door by door. */
export type Matrix = Schemas["Matrix"];
/** What to hand over in a tower, and to which leaf area. */
export type TowerCut = Schemas["TowerCut"];
/** Who answers for what in a tower. */
export type TowerSplit = Schemas["TowerSplit"];

/** `uid` may also be `i:` and the building's id on the map. */
export async function readMatrix(
  { client }: Server,
  uid: string,
  question: Question,
  signal: AbortSignal,
): Promise<Matrix> {
  const params = { path: { uid }, query: asked(question) };
  return said(await client.GET("/api/v1/buildings/{uid}/matrix", { params, signal }));
}

/** Key groups of one door; the server notes who looked, and why. */
export async function readDoorGroups(
  { client }: Server,
  uid: string,
  reason: Schemas["Reason"],
): Promise<string[]> {
  const params = { path: { uid }, query: { reason } };
  return said(await client.GET("/api/v1/households/{uid}/groups", { params })).groups;
}

export async function splitTower(
  { client }: Server,
  uid: string,
  body: TowerCut,
  dryRun: boolean,
): Promise<TowerSplit> {
  const params = { path: { uid }, query: { dry_run: dryRun } };
  return said(await client.POST("/api/v1/buildings/{uid}/split", { params, body }));
}

export async function undoSplit({ client }: Server, uid: string): Promise<TowerSplit> {
  const params = { path: { uid } };
  return said(await client.DELETE("/api/v1/buildings/{uid}/split", { params }));
}
