/** What somebody may ask as a resident. */
export const ASKINGS = ["no_visits", "see", "erase"] as const;

export type AskingKind = (typeof ASKINGS)[number];

/** A page that is open to anybody: no sign-in stands before it. */
export type Entrance =
  | { readonly kind: "join"; readonly secret: string }
  | { readonly kind: "badge"; readonly code: string | null }
  | {
      readonly kind: "residents";
      readonly asking: AskingKind | null;
      readonly badge: string | null;
      readonly community: string | null;
    };

/** Reads a location's hash such as `#/badge/7KQX4MNP2RTA`; null where it leads into the app. */
export function readEntrance(hash: string): Entrance | null {
  const [path = "", query = ""] = hash.replace(/^#/, "").split("?", 2);
  const [, kind, thing = "", ...more] = path.split("/");
  if (more.length > 0) return null;
  if (kind === "join" && thing) return { kind, secret: thing };
  if (kind === "badge") return { kind, code: thing || null };
  if (kind !== "residents") return null;
  const asking = ASKINGS.find((one) => one === thing) ?? null;
  const told = new URLSearchParams(query);
  return { kind, asking, badge: told.get("badge"), community: told.get("community") };
}

/** Where a request comes from: the badge that was shown at the door, or a community's own card. */
export type Whence = { readonly badge: string } | { readonly community: string | null };

/** The address of the form for a request; of the choice of forms for none. */
export function requestAddress(asking: AskingKind | null, whence: Whence): string {
  const [told] = Object.entries(whence);
  const query = told?.[1] ? `?${told[0]}=${encodeURIComponent(told[1])}` : "";
  return `#/residents${asking ? `/${asking}` : ""}${query}`;
}
