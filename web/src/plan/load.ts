/** What is commonly in balance between areas; anything else is a formula of these. */
export const LOADS = ["households", "walk_up", "hazards"] as const;

/** What a load is called by. */
export function kindOf(load: string): (typeof LOADS)[number] | "formula" {
  return LOADS.find((one) => one === load) ?? "formula";
}
