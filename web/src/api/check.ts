import { get, type Schemas, type Server } from "./server.ts";

/** Something that is not right with the ground, and where. */
export type CheckItem = Schemas["Found"];
export type Check = Schemas["Check"];

export const readCheck = (server: Server, after: number, signal: AbortSignal): Promise<Check> =>
  get(server, "api/v1/check", { after: `${after}`, limit: "1000" }, signal);
