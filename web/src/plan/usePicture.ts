import { useEffect, useMemo } from "preact/hooks";
import { type Extent, extentOf } from "../domain/places.ts";
import { type Account, type Flow, flowsOf, standingOf } from "../domain/plan/account.ts";
import { middleOf, wayOf } from "../domain/plan/middles.ts";
import { tonesOf } from "../domain/plan/tones.ts";
import { at, buildingsOf, type Town } from "../domain/plan/town.ts";
import { count } from "../domain/write.ts";
import { PlanLayer } from "../map/tools/plan.ts";
import {
  LOOK,
  type PlanArrow,
  type PlanFill,
  type PlanPicture,
  type PlanPill,
} from "../map/tools/planPicture.ts";
import { useDesk } from "../setup/desk.ts";
import { loadSaid, useAreaNames, useBench, usePlanWords } from "./context.ts";
import { drawnOf, type LastDrawn } from "./drawn.ts";
import { followLater } from "./followLater.ts";
import type { Loaded, Studio } from "./studio.ts";

const TONES = ["tone0", "tone1", "tone2", "tone3"] as const;
/** Arrows that are drawn at most; the list beside the map has them all. */
const MOST_ARROWS = 60;
const NO_LINES: PlanPicture["before"] = [];

/** Draws the plan on the map, and turns the map to it once. */
export function usePicture(): void {
  const { studio, loaded } = useBench();
  const { ground, map } = useDesk();
  const words = usePlanWords();
  const { short: nameOf } = useAreaNames();
  const named = useMemo(() => ({ nameOf }), []);
  named.nameOf = nameOf;
  useEffect(() => {
    const extent = extentAround(loaded);
    if (extent) map.fit(extent, { maxZoom: 18 });
    // Ground that is read again leaves the map where it is.
  }, [studio, map]);
  useEffect(() => {
    const layer = new PlanLayer(ground);
    // What lies outside steps back, as far as the area has an outline.
    map.select({ outline: loaded.outline, fade: true });
    const said = {
      nameOf: (area: number) => named.nameOf(area),
      households: (homes: number) => words.onMap(count(homes)),
    };
    const last: Last = {};
    const leave = followLater(() => layer.show(pictureOf(studio, loaded, said, last)));
    return () => {
      map.select(null);
      leave();
      layer.remove();
    };
  }, [studio, loaded, ground, map]);
}

/** What the map is turned to at first: all buildings, and the outline around them. */
function extentAround({ outline, ground: { shapes, frame } }: Loaded): Extent | null {
  const { box, count: buildings } = shapes;
  const places: unknown[] = outline && "coordinates" in outline ? [outline.coordinates] : [];
  for (let side = 0; side < 4 * buildings; side += 2) {
    places.push(frame.place({ x: at(box, side), y: at(box, side + 1) }));
  }
  return extentOf(places);
}

interface Said {
  readonly nameOf: (area: number) => string;
  readonly households: (homes: number) => string;
}

/** What the last picture had: what a stroke leaves alone is not made again. */
interface Last extends LastDrawn {
  /** Tones of today's areas: what is drawn alike is coloured alike, whatever was done between. */
  tones?: Uint8Array;
}

function pictureOf(studio: Studio, loaded: Loaded, said: Said, last: Last): PlanPicture | null {
  const { ground } = loaded;
  const { parts } = ground;
  const beside = studio.beside.value;
  // Another plan stands in for today where one is compared with.
  const town = beside ? { ...ground.town, today: beside.area } : ground.town;
  const plan = studio.account.value;
  const before = studio.before.value;
  const { division } = studio;
  void studio.locks.turns.value;
  // Another ground was read, and the page has yet to hear of it.
  if (studio.reading.value.value !== loaded) return null;
  if (!plan || !before || !division) return null;
  const flows = beside ? flowsOf(town, division.area, division.areas) : plan.flows;
  const showing = studio.showing.value;
  const area = showing === "today" ? town.today : division.area;
  const shown = showing === "today" ? before : plan;
  const strays = new Set(shown.strays);
  const given = new Set(showing === "today" ? [] : plan.given);
  const looks = Uint8Array.from(parts, (own) => {
    if (own.some((part) => at(area, part) < 0)) return LOOK.nobody;
    if (own.some((part) => strays.has(part))) return LOOK.stray;
    const moved = (part: number) =>
      at(town.today, part) >= 0 && at(area, part) !== at(town.today, part);
    if (showing !== "today" && own.some(moved)) return LOOK.moved;
    return own.some((part) => given.has(part)) ? LOOK.given : LOOK.plain;
  });
  const locked = [...division.lockedParts.keys()].filter((part) => division.lockedParts[part]);
  return {
    frame: ground.frame,
    buildings: ground.shapes,
    fills: fillsOf(ground.town, area, shown, last),
    looks,
    selected: buildingsOf(town, studio.selected.value),
    locked: buildingsOf(town, locked),
    ...drawnOf(studio, ground, area, last),
    before: showing === "both" ? studio.bordersBefore.value : NO_LINES,
    pills: pillsOf(studio, town, area, { plan, before, shown }, said),
    arrows: showing === "today" ? [] : arrowsOf(town, plan, flows, area, said),
  };
}

/** What is out of bounds is coloured so; all else tells neighbours apart. */
function fillsOf(town: Town, area: Int32Array, shown: Account, last: Last): PlanFill[] {
  last.tones ??= tonesOf(town, town.today, town.zoneOf.length);
  const tones = tonesOf(town, area, shown.load.length, last.tones);
  return shown.bounds.map((bounds, one) => {
    const standing = standingOf(at(shown.load, one), bounds);
    return standing === "in" ? (TONES[at(tones, one) % 4] as PlanFill) : standing;
  });
}

function pillsOf(
  studio: Studio,
  town: Town,
  area: Int32Array,
  { plan, before, shown }: { plan: Account; before: Account; shown: Account },
  { nameOf }: Said,
): PlanPill[] {
  const showing = studio.showing.value;
  const last = studio.last.value;
  const members: number[][] = Array.from(shown.load, () => []);
  for (const [part, own] of area.entries()) members[own]?.push(part);
  const order = [...members.keys()].sort(
    (one, other) => at(shown.load, other) - at(shown.load, one),
  );
  return order.flatMap((one) => {
    const parts = members[one] ?? [];
    const bounds = shown.bounds[one];
    if (parts.length === 0 || !bounds) return [];
    const { x, y } = middleOf(parts, town);
    const told = (load: number, within = bounds) => ({
      text: loadSaid(load),
      standing: standingOf(load, within),
    });
    const [was, is] = [before.load[one] ?? 0, plan.load[one] ?? 0];
    const fresh = !before.parts[one];
    const loads =
      showing === "today"
        ? [told(was)]
        : showing === "both" && was !== is && !fresh
          ? [told(was, before.bounds[one]), told(is)]
          : [told(is)];
    const chosen = studio.chosen.value === one;
    const touched = last !== null && (last.from === one || last.to === one);
    const locked = studio.division?.lockedAreas.has(one) ?? false;
    return [{ area: one, x, y, title: nameOf(one), loads, chosen, touched, locked }];
  });
}

function arrowsOf(
  town: Town,
  plan: Account,
  flows: readonly Flow[],
  area: Int32Array,
  said: Said,
): PlanArrow[] {
  const planned: number[][] = Array.from(plan.load, () => []);
  const staying: number[][] = Array.from(plan.load, () => []);
  for (const [part, own] of area.entries()) {
    planned[own]?.push(part);
    if (at(town.today, part) === own) staying[own]?.push(part);
  }
  const [most] = flows;
  return flows.slice(0, MOST_ARROWS).flatMap((flow) => {
    if (flow.households === 0) return [];
    const weight = Math.sqrt(flow.households / Math.max(1, most?.households ?? 1));
    const text = said.households(flow.households);
    return [{ ...wayOf(flow, { planned, staying }, town), text, weight }];
  });
}
