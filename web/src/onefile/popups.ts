/** What a thing says when it is pressed. Every text goes in as text, never as markup. */
import type { HazardMark } from "../map/contract.ts";
import { hazardIcon } from "../map/draw/hazard.ts";
import {
  type AreaLayer,
  type BuildingLayer,
  cell,
  type HazardLayer,
  type PageWords,
  REASONS,
  say,
  written,
} from "./data.ts";

type Part = Node | string | null;

function tag(name: string, className: string, ...inside: Part[]): HTMLElement {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...inside.filter((part): part is Node | string => part !== null && part !== ""));
  return element;
}

const small = (text: string): HTMLElement => tag("p", "small", text);
const rateOf = (percent: number | null): string => (percent === null ? "—" : `${percent}%`);

export function areaPopup(words: PageWords, areas: AreaLayer, index: number): HTMLElement {
  const text = (name: "code" | "name" | "level" | "label") => cell(areas[name], index) ?? "";
  const count = (name: Parameters<typeof counted>[1]) => counted(areas, name, index);
  const box = tag("section", "says");
  box.append(tag("h2", "", text("name") || text("label") || text("code")));
  box.append(small([words.levels[text("level")], text("code")].filter(Boolean).join(" · ")));
  const target = count("target");
  if (target === null) return box;
  box.append(headline(words, count("reached") ?? 0, target, count("percent")));
  const parts = ([["met", count("reached")]] as [string, number | null][]).concat(
    REASONS.map((name) => [name, count(name)]),
  );
  const bar = barOf(parts);
  if (bar) box.append(bar);
  const rows = tag("dl", "reasons");
  for (const [name, part] of parts) {
    if (part === null || (part === 0 && name !== "met" && name !== "untried")) continue;
    const word = name === "met" ? words.met : (words.reasons[name] ?? "");
    rows.append(
      tag("div", name, tag("dt", "", tag("i", name), word), tag("dd", "", written(part))),
    );
  }
  if (rows.children.length > 1) box.append(rows);
  const attempted = count("attempted");
  if (attempted !== null) {
    const rate = rateOf(count("attempted_percent"));
    box.append(small(say(words.knocked, { attempted, target, rate })));
  }
  const excluded = count("excluded");
  if (excluded) box.append(small(say(words.left_out, { excluded })));
  return box;
}

type Counted = Extract<
  keyof AreaLayer,
  | "target"
  | "attempted"
  | "reached"
  | "excluded"
  | "percent"
  | "attempted_percent"
  | (typeof REASONS)[number]
>;

const counted = (areas: AreaLayer, name: Counted, index: number): number | null =>
  cell(areas[name], index);

/** 306 of 502 households met, 61 %. */
function headline(words: PageWords, reached: number, target: number, percent: number | null) {
  return tag(
    "p",
    "headline",
    tag("strong", "", written(reached)),
    tag("span", "of", say(words.of_target, { target })),
    tag("span", "rate", rateOf(percent)),
  );
}

function barOf(parts: readonly (readonly [name: string, count: number | null])[]) {
  const bar = tag("div", "bar");
  bar.setAttribute("aria-hidden", "true");
  for (const [name, count] of parts) {
    if (!count) continue;
    const part = tag("i", name);
    part.style.flexGrow = String(count);
    bar.append(part);
  }
  return bar.children.length ? bar : null;
}

export function buildingPopup(
  words: PageWords,
  buildings: BuildingLayer,
  index: number,
): HTMLElement {
  const name = cell(buildings.name, index) ?? "";
  const title = (cell(buildings.address, index) ?? "") || name || words.building;
  const box = tag("section", "says", tag("h2", "", title));
  const count = cell(buildings.households, index);
  const second = [
    name === title ? "" : name,
    count === null ? "" : say(words.households, { count }),
  ].filter(Boolean);
  if (second.length) box.append(small(second.join(" · ")));
  const mark = buildings.status[index] ?? "";
  const status = words.status[mark];
  if (status) box.append(tag("p", "status", tag("i", `swatch ${mark}`), status));
  const target = cell(buildings.target, index);
  if (target) {
    const attempted = cell(buildings.attempted, index) ?? 0;
    const reached = cell(buildings.reached, index) ?? 0;
    box.append(small(say(words.building_figures, { target, attempted, reached })));
  }
  return box;
}

export function hazardPopup(
  words: PageWords,
  layer: HazardLayer,
  hazards: readonly HazardMark[],
): HTMLElement {
  const list = tag("ul", "hazards");
  for (const hazard of hazards) {
    const index = Number(hazard.uid);
    const day = cell(layer.opened_at, index);
    const facts = [
      words.severities[hazard.severity ?? ""],
      hazard.handled ? words.handled : hazard.overdue ? words.overdue : words.open,
      day && say(words.since, { day }),
    ].filter(Boolean);
    const what = tag("b", "", cell(layer.what, index) ?? "");
    list.append(tag("li", "", hazardIcon(hazard), tag("div", "", what, small(facts.join(" · ")))));
  }
  return tag("section", "says", list);
}
