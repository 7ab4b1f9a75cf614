/** What somebody may ask as a resident. */
export const ASKINGS = ["no_visits", "see", "erase"] as const;

export type AskingKind = (typeof ASKINGS)[number];

/** A page that is open to anybody: no sign-in stands before it. */
export type Entrance =
  | { readonly kind: "join"; readonly secret: string }
  | { readonly kind: "badge"; readonly code: string }
  | {
      readonly kind: "residents";
      readonly asking: AskingKind | null;
      readonly badge: string | null;
    };

/** Reads a location's hash such as `#/badge/7KQX4MNP2RTA`; null where it leads into the app. */
export function readEntrance(hash: string): Entrance | null {
  const [path = "", query = ""] = hash.replace(/^#/, "").split("?", 2);
  const [, kind, thing = "", ...more] = path.split("/");
  if (more.length > 0) return null;
  if (kind === "join" && thing) return { kind, secret: thing };
  if (kind === "badge" && thing) return { kind, code: thing };
  if (kind !== "residents") return null;
  const asking = ASKINGS.find((one) => one === thing) ?? null;
  return { kind, asking, badge: new URLSearchParams(query).get("badge") };
}

/** The address of the form for a request, from the badge that was shown at the door. */
export function requestAddress(asking: AskingKind, badge: string | null): string {
  return `#/residents/${asking}${badge ? `?badge=${encodeURIComponent(badge)}` : ""}`;
}
