import type { AskingKind } from "./entrance.ts";

/** What somebody is here for. */
export type RoleName = "leader" | "worker" | "cadre" | "planner" | "department" | "admin";

/** What somebody does somewhere. */
export type OfficeName =
  | "cadre"
  | "grid_lead"
  | "grid_worker_full"
  | "grid_worker_part"
  | "grid_cadre"
  | "group_lead"
  | "patch_leader"
  | "building_lead"
  | "member_household"
  | "service_post"
  | "planner"
  | "department_officer"
  | "admin";

/** What is written down when somebody opens personal data. */
export type LookActName =
  | "key_groups"
  | "group_figures"
  | "landlord"
  | "phone"
  | "ledger_out"
  | "sheets"
  | "ledger_in"
  | "ledger_back"
  | "request"
  | "export"
  | "erase"
  | "retention"
  | "rights";

export type Asking = AskingKind;
