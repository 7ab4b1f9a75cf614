// @vitest-environment happy-dom
import "fake-indexeddb/auto";
import { render } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { AreaFigure } from "../api/coverage.ts";
import type { MapInfo } from "../api/map.ts";
import { App } from "../state/app.ts";
import type { BuildingRead } from "../state/chosen.ts";
import { wordsIn } from "../words/language.ts";
import { AreaPanel } from "./AreaPanel.tsx";
import { BuildingPanel } from "./BuildingPanel.tsx";
import { AroundContext, around } from "./context.ts";
import { HazardPanel } from "./HazardPanel.tsx";
import { Overview } from "./Overview.tsx";
import { Panel } from "./Panel.tsx";
import { PhoneHead } from "./PhoneHead.tsx";
import { Record } from "./Record.tsx";
import { SyncStrip } from "./SyncStrip.tsx";
import { UndoBar } from "./UndoBar.tsx";

const BASE = "http://localhost/under/a/prefix/";
const words = await wordsIn("zh-CN");

const INFO: MapInfo = {
  name: "茨菇塘街道",
  epoch: "e",
  seq: 1,
  today: "2026-11-21",
  tz: "Asia/Shanghai",
  extent: [113.1, 27.8, 113.2, 27.9],
  levels: [
    { level: "community", count: 2 },
    { level: "grid", count: 2 },
  ],
  bands: [40, 60, 80, 95],
  key_groups: ["独居老人"],
  counts: { areas: 4, buildings: 11, households: 600, listed: 0 },
  tiles: {
    version: null,
    state: "nothing",
    progress: null,
    url: null,
    stale: false,
    message: null,
  },
  basemap: null,
  attribution: null,
};

function figure(code: string, target: number, reached: number): AreaFigure {
  return {
    code,
    name: `第 ${code} 网格`,
    level: "grid",
    target,
    target_estimated: 0,
    attempted: reached,
    reached,
    settled: reached,
    rate: target ? reached / target : null,
    attempted_rate: target ? reached / target : null,
    no_answer: 0,
    no_access: 0,
    refused: 0,
    vacant: 0,
    moved: 0,
    not_found: 0,
    untried: target - reached,
    excluded: 0,
    excluded_vacant: 0,
    excluded_do_not_visit: 0,
  };
}

function coverage(areas: readonly AreaFigure[]) {
  const period = { from: null, to: null };
  const orphans = figure("", 7, 0);
  return { period, as_of: "2026-11-21", seq: 1, orphans, areas: [...areas], few: [], next: null };
}

let app: App;
let page: HTMLElement;

beforeEach(() => {
  history.replaceState(null, "", "#/");
  const none = () => new Promise<Response>(() => {});
  vi.stubGlobal("fetch", vi.fn(none));
  app = new App({ base: BASE, lang: "zh-CN", page: window, me: null });
  page = document.body.appendChild(document.createElement("div"));
});

afterEach(() => {
  render(null, page);
  page.remove();
  app.stop();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function show(view: preact.ComponentChild): void {
  render(<AroundContext.Provider value={around(app, words)}>{view}</AroundContext.Provider>, page);
}

test("an empty workspace says what comes next and leads there", () => {
  const counts = { areas: 0, buildings: 0, households: 0, listed: 0 };
  app.world.info.value.value = { ...INFO, counts };
  show(<Overview />);
  expect(page.textContent).toContain(words.overview.noBuildings);
  expect(page.querySelector("a.button")?.getAttribute("href")).toBe("#/setup");
});

test("the whole is the sum of its areas and of those that belong to none", () => {
  app.world.info.value.value = INFO;
  app.figures.whole.value.value = coverage([figure("1", 93, 50)]);
  const grids = [figure("1", 200, 160), figure("2", 200, 80), figure("3", 0, 0)];
  app.figures.shown.value.value = { ...coverage(grids), level: "grid" };
  show(<Overview />);
  expect(page.querySelector(".figure-line")?.textContent).toBe("50 / 100 户已见面50%");
  expect(page.textContent).toContain(words.overview.orphans("7"));
  const rows = Array.from(page.querySelectorAll(".area-row"), (row) => row.textContent);
  expect(rows).toEqual(["第 2 网格80 / 20040%", "第 1 网格160 / 20080%", "第 3 网格0 / 0—"]);
});

test("a key group that is not there is said, and all households count", () => {
  app.world.info.value.value = INFO;
  app.address.ask({ target: "独居老年人" });
  show(<Panel />);
  expect(page.querySelector(".not-there")?.textContent).toContain("独居老年人");
  expect(app.question.value.target).toBeNull();

  page.querySelector<HTMLButtonElement>(".not-there button")?.click();
  expect(app.address.where.value.target).toBeNull();
  app.address.ask({ target: "独居老人" });
  expect(app.question.value.target).toBe("独居老人");
});

/** Opens a grid as it was read. */
function openGrid(): void {
  app.address.open({ kind: "area", code: "1" });
  app.chosen.area.value.value = {
    uid: "a",
    code: "1",
    name: "第 1 网格",
    level: "grid",
    kind: null,
    parent: null,
    leaf: true,
  };
}

test("counts too small to be told are named, not told; groups nobody belongs to are not", () => {
  openGrid();
  app.chosen.groups.value.value = [
    { name: "独居老人", target: 31, attempted: 25, reached: 22, few: false, unserved: false },
    { name: "残疾人", target: null, attempted: null, reached: null, few: true, unserved: false },
    { name: "流动党员", target: 9, attempted: null, reached: null, few: false, unserved: true },
    { name: "困难党员", target: 0, attempted: 0, reached: 0, few: false, unserved: false },
  ];
  show(<AreaPanel />);
  expect(page.querySelector(".group")?.textContent).toBe("独居老人22/31");
  expect(page.textContent).toContain(words.area.few("残疾人"));
  expect(page.textContent).toContain(words.area.unserved("流动党员"));
  expect(page.textContent).not.toContain("困难党员");
});

test("an area with too few of a key group to be told says so, and awaits nothing", () => {
  openGrid();
  const period = { from: null, to: null };
  app.chosen.coverage.value.value = { figure: null, asOf: "2026-11-21", period, children: [] };
  app.chosen.untouched.value.value = { items: [], more: false };
  app.chosen.partly.value.value = { items: [], more: false };
  show(<AreaPanel />);
  expect(page.textContent).toContain(words.area.tooFew);
  expect(page.querySelector(".bars")).toBeNull();
});

test("where nothing is untouched, what was begun is the work that is left", () => {
  openGrid();
  const begun = { ...HOUSE, status: "partly", target: 24, settled: 10 } as const;
  app.chosen.untouched.value.value = { items: [], more: false };
  app.chosen.partly.value.value = { items: [begun], more: false };
  show(
    <>
      <PhoneHead />
      <AreaPanel />
    </>,
  );
  expect(page.querySelector(".phone-title .work")?.textContent).toBe(words.phone.partly("1"));
  expect(page.querySelector<HTMLDetailsElement>("details.partly")?.open).toBe(true);
  expect(page.textContent).toContain(words.area.partlyCount("1", "14"));
  expect(page.textContent).not.toContain(words.area.allVisited);
});

test("an area is all visited when nothing is left to go to", () => {
  openGrid();
  app.chosen.untouched.value.value = { items: [], more: false };
  app.chosen.partly.value.value = { items: [], more: false };
  show(
    <>
      <PhoneHead />
      <AreaPanel />
    </>,
  );
  expect(page.querySelector(".phone-title .work")).toBeNull();
  expect(page.querySelector(".phone-title")?.textContent).toContain(words.phone.allVisited);
  expect(page.querySelector(".empty-title")?.textContent).toBe(words.area.allVisited);
});

test("a hazard is told in its reporter's words, its times on the workspace's clocks", () => {
  app.world.info.value.value = INFO;
  app.chosen.hazard.value.value = {
    uid: "h",
    category: "electric",
    severity: "minor",
    state: "open",
    place: null,
    building: null,
    address: "荷叶街 12 号",
    openedAt: `${new Date().getFullYear()}-11-08T16:30:00Z`,
    dueAt: null,
    seq: 1,
    note: "飞线从三楼拉到车棚",
  };
  show(<HazardPanel />);
  expect(page.querySelector("blockquote")?.textContent).toBe("飞线从三楼拉到车棚");
  expect(page.textContent).toContain(words.hazards.reported("11 月 9 日 00:30"));
});

function door(uid: string) {
  const usual = { estimated: false, excluded: false, reason: null, settled: false, tries: 0 };
  return { uid, label: uid, outcome: null, in_key_group: false, ...usual };
}

const HOUSE: BuildingRead = {
  uid: "b",
  i: 4,
  n: 7,
  name: null,
  address: "荷叶街 12 号",
  kind: "apartments",
  levels: 18,
  units: 1,
  status: "untouched",
  target: 2,
  attempted: 0,
  reached: 0,
  settled: 0,
  areas: [],
  point: [113.147, 27.852],
  few: false,
  source: "osm",
  distance_m: null,
  source_ref: "way/1",
  footprint: null,
  parts: [],
  matrix: {
    uid: "b",
    guessed: false,
    may_split: false,
    units: [
      {
        unit: "1",
        rows: [{ floor: 10, area: null, others: 0, doors: [door("1001"), door("1002")] }],
      },
    ],
  },
  askedAt: 0,
};

function press(name: string): void {
  const buttons = [...page.querySelectorAll("button")];
  const wanted = buttons.find((button) => button.textContent?.trim() === name);
  if (!wanted) throw new Error(`no button ${name}`);
  wanted.click();
}

test("a visit takes two taps, shows at once, and can be taken back", async () => {
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  app.address.open({ kind: "building", uid: "b", door: null });
  app.chosen.building.value.value = HOUSE;
  show(
    <>
      <BuildingPanel />
      <Record />
      <UndoBar />
    </>,
  );
  press("1001");
  await vi.waitFor(() => press(words.record.outcomes.no_answer));
  await vi.waitFor(() => expect(page.querySelector(".undo")).not.toBeNull());
  expect(page.querySelector(".undo")?.textContent).toContain("已记：1001 没人");
  expect(page.querySelector(".door.no_answer")?.textContent).toBe("1001");
  expect(page.querySelector(".status-tag")?.textContent).toBe(words.building.status.partly);
  // The next door is in hand already.
  expect(page.querySelector(".record-door")?.textContent).toBe("1002");
  expect(app.records.waiting.value).toHaveLength(1);
  page.querySelector<HTMLButtonElement>(".undo button")?.click();
  await vi.waitFor(() => expect(app.records.waiting.value).toHaveLength(0));
  expect(page.querySelector(".door.no_answer")).toBeNull();
});

test("records that wait, and records that were refused, are said", async () => {
  // The outbox stands.
  await app.records.sendNow();
  show(<SyncStrip />);
  const entry = { id: "1", kind: "visit", body: {}, title: "", writtenAt: 0, epoch: null } as const;
  app.records.entries.value = [{ ...entry, state: "waiting", reason: null }];
  await vi.waitFor(() => expect(page.textContent).toContain(words.records.sending("1")));
  app.records.entries.value = [{ ...entry, state: "refused", reason: "不在台账" }];
  await vi.waitFor(() => expect(page.textContent).toContain(words.records.refused("1")));
  page.querySelector("button")?.click();
  expect(location.hash).toBe("#/records");
});

test("what nobody answers for is put into a leaf area, the nearest offered first", async () => {
  const asked = vi.fn(async (_: Request) => Response.json({}, { status: 500 }));
  vi.stubGlobal("fetch", asked);
  app.stop();
  app = new App({ base: BASE, lang: "zh-CN", page: window, me: null });
  app.world.info.value.value = INFO;
  const area = (
    code: string,
    leaf: boolean,
    middle: [number, number] | null,
    parent: string | null,
  ) => ({
    ...{ id: 1, uid: code, code, name: code, label: code, extent: null, buildings: 1 },
    ...{ leaf, middle, parent, level: leaf ? ("grid" as const) : ("community" as const) },
  });
  app.world.areas("community").value.value = [area("社区", false, null, null)];
  app.world.areas("grid").value.value = [
    area("远", true, [113.2, 27.9], "社区"),
    area("近", true, [113.147, 27.853], "社区"),
  ];
  const left = { unit: "2", floor_lo: 5, floor_hi: null, area: null };
  app.chosen.building.value.value = {
    ...HOUSE,
    parts: [{ ...left, floor_lo: null, floor_hi: 4, area: "远" }, left],
    matrix: { ...HOUSE.matrix, may_split: true },
  };
  show(<BuildingPanel />);
  const form = page.querySelector("form.sharing-form");
  const choices = form?.querySelector("select");
  if (!form || !choices) throw new Error("no way into an area");
  expect([...choices.options].map(({ text }) => text).slice(1)).toEqual(["社区 近", "社区 远"]);
  choices.value = "近";
  choices.dispatchEvent(new Event("change", { bubbles: true }));
  await vi.waitFor(() => expect(form.querySelector("button")?.disabled).toBe(false));
  asked.mockClear();
  form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  await vi.waitFor(() => expect(asked).toHaveBeenCalled());
  const request = asked.mock.calls[0]?.[0];
  expect(request?.url).toContain("buildings/b/split?dry_run=false");
  expect(await request?.json()).toEqual({ unit: "2", floor_lo: 5, floor_hi: null, area: "近" });
});
