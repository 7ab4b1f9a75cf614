/** The mark of a hazard: a rounded triangle with one character, larger and with a clock when late. */

const SVG = "http://www.w3.org/2000/svg";

/** Pixels; overdue is 14 % larger. */
export const HAZARD_SIZES = { one: 32, overdue: 36.5, several: 50 } as const;

export interface HazardLook {
  readonly sign: string;
  readonly severity: string | null;
  readonly handled: boolean;
  readonly overdue: boolean;
}

const SEVERITY = ["", "minor", "serious", "severe"];

/** How much a hazard stands out: late before open before handled, then by severity. */
export function weightOf({ handled, overdue, severity }: HazardLook): number {
  return (handled ? 0 : overdue ? 20 : 10) + SEVERITY.indexOf(severity ?? "");
}

export function hazardIcon(hazard: HazardLook): HTMLElement {
  const box = document.createElement("div");
  const late = hazard.overdue && !hazard.handled;
  const size = HAZARD_SIZES[late ? "overdue" : "one"];
  const svg = draw(box, "svg", {
    viewBox: "0 0 32 32",
    width: String(size),
    height: String(size),
    "aria-hidden": "true",
  });
  const triangle = { d: "M16 4.2 29 27H3Z", "stroke-linejoin": "round" };
  const severe = hazard.severity === "severe" && !hazard.handled;
  for (const part of ["halo", "edge", ...(severe ? ["gap"] : []), "face"]) {
    draw(svg, "path", { ...triangle, class: part });
  }
  draw(svg, "text", { x: "16", y: "24.4", "text-anchor": "middle" }).textContent = hazard.sign;
  if (late) {
    draw(svg, "circle", { cx: "28", cy: "6", r: "5.6", class: "clock" });
    draw(svg, "path", { d: "M28 3v3.2h2.4", class: "hands" });
  }
  const looks = ["hazard", hazard.severity, hazard.handled && "handled", late && "overdue"];
  box.className = looks.filter(Boolean).join(" ");
  return box;
}

/** Several in one place: a disc with the worst of them and the count. */
export function clusterIcon(worst: HazardLook, count: string): HTMLElement {
  const disc = document.createElement("div");
  disc.className = "hazard-cluster";
  // Whoever shows the disc says in words what it holds.
  disc.setAttribute("aria-hidden", "true");
  const number = document.createElement("span");
  number.className = "count";
  number.textContent = count;
  disc.append(hazardIcon(worst), number);
  return disc;
}

function draw(parent: Element, name: string, attributes: Record<string, string>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const key in attributes) element.setAttribute(key, attributes[key] ?? "");
  parent.append(element);
  return element;
}
