import { isLevel, type Level } from "./levels.ts";
import type { Place } from "./places.ts";

/** What the panel shows. */
export type View =
  | { readonly kind: "overview" }
  /** `sheet`: the code of a print of it, from the square code that led here. */
  | { readonly kind: "area"; readonly code: string; readonly sheet?: string }
  | { readonly kind: "building"; readonly uid: string; readonly door: string | null }
  | { readonly kind: "hazards" }
  | { readonly kind: "hazard"; readonly uid: string }
  | { readonly kind: "report"; readonly building: string | null; readonly place: Place | null }
  | { readonly kind: "polygon"; readonly ring: readonly Place[] }
  | { readonly kind: "records" }
  | { readonly kind: "more" }
  | { readonly kind: "setup"; readonly path: string }
  | { readonly kind: "people"; readonly path: string }
  | { readonly kind: "plan"; readonly path: string }
  | { readonly kind: "account"; readonly path: string }
  /** A printed sheet that came back, by its code; "" where that is yet to be typed. */
  | { readonly kind: "sheet"; readonly path: string }
  | { readonly kind: "unknown"; readonly path: string; readonly period?: ImpossiblePeriod };

/** Days that an address asks for and that cannot be, as they are written there. */
export interface ImpossiblePeriod {
  readonly from: string;
  readonly to: string;
}

export type Share = "met" | "attempted";

export interface Camera {
  readonly zoom: number;
  readonly lon: number;
  readonly lat: number;
}

/** One state of the app, as its address tells it: reading it again restores the state. */
export interface Where {
  readonly view: View;
  /** null: by the zoom of the map. */
  readonly level: Level | null;
  readonly share: Share;
  /** First local day that counts, and the first that counts no more. */
  readonly from: string | null;
  readonly to: string | null;
  /** Key group that is the target; null: all households. */
  readonly target: string | null;
  readonly camera: Camera | null;
}

/** Pages of each kind that has several, by the first step of their path; "" is the first of them. */
const PAGES: Record<"setup" | "people" | "account", string> = {
  setup: "new import check list review left-out out areas backdrop",
  people:
    "in vacant person give handover invitations bulk new import links span orphans party teams looks requests",
  account: "",
};

export const START: Where = {
  view: { kind: "overview" },
  level: null,
  share: "met",
  from: null,
  to: null,
  target: null,
  camera: null,
};

/** Reads a location's hash, such as `#/area/430202002?level=grid&at=16/27.85/113.14`. */
export function readAddress(hash: string): Where {
  const [path = "", query = ""] = hash.replace(/^#/, "").split("?", 2);
  const asked = new URLSearchParams(query);
  const level = asked.get("level") ?? "";
  const [from, to] = [readDay(asked.get("from")), readDay(asked.get("to"))];
  const period = impossible(asked, from, to);
  return {
    view: period ? { kind: "unknown", path, period } : readView(path, asked),
    level: isLevel(level) ? level : null,
    share: asked.get("share") === "attempted" ? "attempted" : "met",
    from: period ? null : from,
    to: period ? null : to,
    target: asked.get("target") || null,
    camera: readCamera(asked.get("at")),
  };
}

/** Writes the hash of a state; what is as usual is left out. */
export function writeAddress(where: Where): string {
  const asked: [string, string][] = [];
  const { view, camera } = where;
  const path = writeView(view, asked);
  if (where.level) asked.push(["level", where.level]);
  if (where.share !== "met") asked.push(["share", where.share]);
  if (where.from) asked.push(["from", where.from]);
  if (where.to) asked.push(["to", where.to]);
  if (where.target) asked.push(["target", encodeURIComponent(where.target)]);
  if (camera) {
    const at = [round(camera.zoom, 2), round(camera.lat, 5), round(camera.lon, 5)];
    asked.push(["at", at.join("/")]);
  }
  const query = asked.map(([name, value]) => `${name}=${value}`).join("&");
  return `#${path}${query && `?${query}`}`;
}

function readView(path: string, asked: URLSearchParams): View {
  const steps = path.split("/").filter(Boolean).map(decoded);
  const [kind, thing, ...rest] = steps;
  const inside = steps.slice(1).join("/");
  if (kind === "plan" || kind === "sheet") return { kind, path: inside };
  if (kind === "setup" || kind === "people" || kind === "account") {
    const known = !thing || PAGES[kind].split(" ").includes(thing);
    return known ? { kind, path: inside } : { kind: "unknown", path };
  }
  if (rest.length === 0) {
    if (kind === undefined) return { kind: "overview" };
    if (kind === "area" && thing) {
      const sheet = asked.get("sheet");
      return sheet ? { kind, code: thing, sheet } : { kind, code: thing };
    }
    if (kind === "building" && thing) return { kind, uid: thing, door: asked.get("door") };
    if (kind === "hazard" && thing) return { kind, uid: thing };
    if (kind === "polygon" && thing) {
      const ring = readRing(thing);
      if (ring) return { kind, ring };
    }
    if (thing === undefined) {
      if (kind === "hazards" || kind === "records" || kind === "more") return { kind };
      if (kind === "report") {
        const place = readRing(asked.get("place") ?? "", 1)?.[0] ?? null;
        return { kind, building: asked.get("building"), place };
      }
    }
  }
  return { kind: "unknown", path };
}

function writeView(view: View, asked: [string, string][]): string {
  switch (view.kind) {
    case "overview":
      return "/";
    case "area":
      if (view.sheet) asked.push(["sheet", encodeURIComponent(view.sheet)]);
      return `/area/${encodeURIComponent(view.code)}`;
    case "building":
      if (view.door) asked.push(["door", encodeURIComponent(view.door)]);
      return `/building/${encodeURIComponent(view.uid)}`;
    case "hazard":
      return `/hazard/${encodeURIComponent(view.uid)}`;
    case "report":
      if (view.building) asked.push(["building", encodeURIComponent(view.building)]);
      if (view.place) asked.push(["place", writeRing([view.place])]);
      return "/report";
    case "polygon":
      return `/polygon/${writeRing(view.ring)}`;
    case "setup":
    case "people":
    case "plan":
    case "sheet":
    case "account":
      return `/${view.kind}${view.path && `/${view.path}`}`;
    case "unknown":
      if (view.period?.from) asked.push(["from", encodeURIComponent(view.period.from)]);
      if (view.period?.to) asked.push(["to", encodeURIComponent(view.period.to)]);
      return view.path;
    default:
      return `/${view.kind}`;
  }
}

/** A ring without its closing point: `lon,lat;lon,lat;…`, to a tenth of a metre. */
function writeRing(ring: readonly Place[]): string {
  return ring.map(([lon, lat]) => `${round(lon, 6)},${round(lat, 6)}`).join(";");
}

function readRing(text: string, fewest = 3): Place[] | null {
  const ring: Place[] = [];
  for (const point of text.split(";")) {
    const [lon = Number.NaN, lat = Number.NaN, ...more] = point.split(",").map(number);
    if (more.length > 0 || !(Math.abs(lon) <= 180) || !(Math.abs(lat) <= 90)) return null;
    ring.push([lon, lat]);
  }
  return ring.length >= fewest ? ring : null;
}

function readDay(text: string | null): string | null {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const when = new Date(`${text}T00:00:00Z`);
  // 31 June rolls over to July.
  return Number.isNaN(when.getTime()) || !when.toISOString().startsWith(text) ? null : text;
}

/** The period asked for, where it has no day or names one that no calendar has; else nothing. */
function impossible(
  asked: URLSearchParams,
  from: string | null,
  to: string | null,
): ImpossiblePeriod | null {
  const written = { from: asked.get("from") ?? "", to: asked.get("to") ?? "" };
  const unread = (written.from && !from) || (written.to && !to);
  return unread || (from && to && from >= to) ? written : null;
}

function readCamera(text: string | null): Camera | null {
  const [zoom = Number.NaN, lat = Number.NaN, lon = Number.NaN] = (text ?? "")
    .split("/")
    .map(number);
  const somewhere = zoom >= 0 && zoom <= 24 && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  return somewhere ? { zoom, lon, lat } : null;
}

function number(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
