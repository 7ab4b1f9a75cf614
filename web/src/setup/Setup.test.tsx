// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Me } from "../api/door.ts";
import { standing } from "../map/tools/standing.ts";
import { ledger } from "../words/en/ledger.ts";
import { setup as words } from "../words/en/setup.ts";
import { Setup } from "./Setup.tsx";

type Answer = unknown | ((body: unknown) => unknown);

const BASE = "http://localhost/under/a/prefix/";
const INFO = {
  name: "Newport",
  seq: 7,
  levels: [],
  counts: { areas: 0, buildings: 0, households: 0, listed: 0 },
};
const NOTHING = { seq: 7, total: 0, items: [], next: null };

let page: HTMLElement;
const map = {
  fit: vi.fn(),
  select: vi.fn(),
  camera: () => ({ zoom: 16, lon: 113.1, lat: 27.8 }),
  showPosition: vi.fn(),
  on: () => () => {},
};

/** Shows a page of setting up with a server that answers "METHOD path". */
async function show(
  path: string,
  answers: Record<string, Answer>,
  me: Me | null = null,
): Promise<void> {
  vi.stubGlobal(
    "fetch",
    vi.fn(async (asking: string | Request, init: RequestInit = {}) => {
      const request = new Request(asking, init);
      const path = new URL(request.url).pathname.replace("/under/a/prefix/api/v1/", "");
      const question = `${request.method} ${path}`;
      const answer = answers[question];
      if (answer === undefined)
        return Response.json({ code: "none", message: "" }, { status: 404 });
      const body = request.body && JSON.parse(await request.text());
      const said = typeof answer === "function" ? answer(body) : answer;
      return said instanceof Response ? said : Response.json(said);
    }),
  );
  window.location.hash = `#/setup/${path}`;
  await act(() => {
    render(
      <Setup
        words={{ lang: "en" }}
        map={{ ...map, tools: standing() }}
        me={me}
        base={BASE}
        sheet={() => {}}
      />,
      page,
    );
  });
}

const saying = (text: string) =>
  vi.waitFor(() => expect(page.textContent).toContain(text), { timeout: 3000 });

function press(text: string): void {
  const buttons = Array.from(page.querySelectorAll<HTMLElement>("button, a"));
  const button = buttons.find((one) => one.textContent?.includes(text));
  if (!button) throw new Error(text);
  act(() => button.click());
}

beforeEach(() => {
  page = document.createElement("div");
  document.body.append(page);
});

afterEach(() => {
  act(() => render(null, page));
  document.body.replaceChildren();
  vi.clearAllMocks();
  vi.unstubAllGlobals();
});

test("an empty workspace begins with the borders", async () => {
  await show("", { "GET map": INFO, "GET check": NOTHING });
  await saying(words.emptyLead);
  const [main, ...others] = Array.from(page.querySelectorAll("a.primary"));
  expect(main?.textContent).toBe(words.importAreas);
  expect(main?.getAttribute("href")).toBe("#/setup/new/areas");
  expect(others).toEqual([]);
});

test("a cadre is offered the ledger, and nothing is asked that they may not see", async () => {
  const may = ["change register", "change placing"];
  const counts = { ...INFO.counts, households: 9, listed: 2 };
  await show("", { "GET map": { ...INFO, counts }, "GET ledgers/review": { items: [], left: 3 } }, {
    may,
    home: "430202002002",
  } as Me);
  await saying(words.placeListed("2"));
  const ways = Array.from(page.querySelectorAll("a.setup-row"), (way) => way.getAttribute("href"));
  expect(ways).toEqual(["new/ledger", "review", "out", "list"].map((path) => `#/setup/${path}`));
  const asked = vi.mocked(fetch).mock.calls.map(([asking]) => new Request(asking).url);
  expect(asked.filter((url) => url.includes("/check"))).toEqual([]);
});

test("an import that was left is found again", async () => {
  localStorage.setItem("gridmap.imports.last /", "j1");
  await show("", {
    "GET map": INFO,
    "GET check": NOTHING,
    "GET imports/j1": { ...JOB, state: "done", problem: null },
  });
  await saying(words.unfinished.done);
  expect(page.querySelector(".unfinished")?.getAttribute("href")).toBe("#/setup/import/j1");
  localStorage.clear();
});

test("with everything there the findings are the next step", async () => {
  const counts = { areas: 3, buildings: 1204, households: 9, listed: 2 };
  await show("", { "GET map": { ...INFO, counts }, "GET check": { ...NOTHING, total: 5 } });
  await saying(words.toCheck("5"));
  expect(page.textContent).toContain(words.buildings("1,204"));
  expect(page.textContent).toContain(words.placeListed("2"));
  expect(page.querySelector("a.primary")?.textContent).toBe(words.lookAtCheck);
});

test("a server out of reach is said, and can be asked again", async () => {
  await show("", {});
  vi.mocked(fetch).mockRejectedValueOnce(new TypeError("network"));
  await saying(words.again);
  press(words.again);
  await saying(words.offline);
});

const JOB = {
  id: "j1",
  kind: "buildings",
  name: "楼.csv",
  upload: "u1",
  phase: null,
  result: null,
};

test("a file without a coordinate system is read again with the one that is said", async () => {
  const problem = {
    code: "crs-missing",
    message: "No system.",
    fields: {},
    headers: [],
    columns: [],
  };
  const order = vi.fn(() => ({ ...JOB, id: "j2", state: "reading", problem: null }));
  await show("import/j1", {
    "GET imports/j1": { ...JOB, state: "failed", problem },
    "POST imports": order,
    "GET imports/j2": { ...JOB, id: "j2", state: "reading", problem: null },
  });
  await saying("No system.");
  const gcj = Array.from(page.querySelectorAll("label")).find((label) =>
    label.textContent?.includes("GCJ-02"),
  );
  act(() => gcj?.querySelector("input")?.click());
  press(words.readAgain);
  await vi.waitFor(() => expect(order).toHaveBeenCalled());
  const said = { kind: "buildings", upload: "u1", crs: "EPSG:4326", datum: "gcj02" };
  expect(order).toHaveBeenCalledWith(expect.objectContaining(said));
  await vi.waitFor(() => expect(window.location.hash).toContain("setup/import/j2"));
});

test("columns that could not be told are chosen from the file's headers", async () => {
  const problem = {
    code: "column-missing",
    message: "No code.",
    fields: {},
    headers: ["wgbm", "甲"],
    columns: [
      { name: "code", headers: ["code", "编码"], required: true },
      { name: "name", headers: ["name", "名称", "甲"], required: false },
    ],
  };
  const order = vi.fn(() => ({ ...JOB, state: "reading", problem: null }));
  await show("import/j1", {
    "GET imports/j1": { ...JOB, state: "failed", problem },
    "POST imports": order,
  });
  await saying(words.columnsHint);
  const code = page.querySelector<HTMLSelectElement>("#column-code");
  if (!code) throw new Error("no select");
  act(() => {
    code.value = "wgbm";
    code.dispatchEvent(new Event("change", { bubbles: true }));
  });
  press(words.readAgain);
  await vi.waitFor(() =>
    expect(order).toHaveBeenCalledWith(
      expect.objectContaining({
        kind: "buildings",
        upload: "u1",
        columns: { code: "wgbm", name: "甲" },
      }),
    ),
  );
});

const CHANGES = {
  kind: "buildings",
  read: 1210,
  added: 1200,
  altered: 4,
  unchanged: 3,
  vanished: 0,
  ambiguous: 1,
  rejected: 2,
  some: { added: [], altered: [], vanished: [], ambiguous: [] },
  counts: {},
  findings: [
    { severity: "note", row: 1, code: "a", message: "Mended." },
    { severity: "error", row: 8, code: "b", message: "No outline." },
  ],
  more: 5,
  columns: {},
  headers: [],
  extent: [113, 28, 113.1, 28.1],
  dry_run: true,
};

test("a dry run tells what it would do before it does", async () => {
  let state = "done";
  const apply = vi.fn(() => {
    state = "applied";
    return { ...JOB, state: "applying", problem: null };
  });
  await show("import/j1", {
    "GET imports/j1": () => ({ ...JOB, state, result: CHANGES, problem: null }),
    "GET imports/j1/map": { type: "FeatureCollection", features: [], more: 0 },
    "POST imports/j1/apply": apply,
  });
  await saying(words.write.buildings("1,204"));
  expect(apply).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(map.fit).toHaveBeenCalledWith(CHANGES.extent, expect.anything()));
  const rows = Array.from(page.querySelectorAll(".findings li"), (row) => row.textContent);
  expect(rows[0]).toContain("No outline.");
  expect(page.textContent).toContain(words.findings("7"));
  expect(page.textContent).not.toContain(words.changes.vanished);
  press(words.write.buildings("1,204"));
  await saying(words.applied);
  expect(apply).toHaveBeenCalledTimes(1);
  expect(page.textContent).toContain(words.onward.buildings);
});

test("an import that is gone says so and offers a new one", async () => {
  const gone = () => Response.json({ code: "import-unknown", message: "Gone." }, { status: 404 });
  await show("import/j9", { "GET imports/j9": gone });
  await saying("Gone.");
  expect(page.textContent).toContain(words.chooseAgain);
});

test("findings are grouped, the worst kind first, and a row leads to its place", async () => {
  const item = { subject: "1", thing: "area", uid: "u", point: [113, 28], outline: null };
  const extent = [113, 28, 113.01, 28.01];
  const items = [
    { ...item, code: "part-orphan", severity: "warning", message: "Orphan 1", extent },
    { ...item, code: "tiling-overlap", severity: "error", message: "Overlap", extent },
    { ...item, code: "part-orphan", severity: "warning", message: "Orphan 2", extent },
  ];
  await show("check", { "GET check": { seq: 1, total: 3, items, next: null } });
  await saying("Orphan 1");
  const groups = Array.from(page.querySelectorAll(".findings-group h2"), (one) => one.textContent);
  expect(groups[0]).toContain(words.findingOf("tiling-overlap"));
  expect(groups[1]).toContain("2");
  press("Overlap");
  expect(map.fit).toHaveBeenCalledWith(extent, expect.anything());
  expect(page.querySelector('a[href="#/setup/areas/1"]')?.textContent).toBe(words.redraw);
});

const listed = (uid: string, address: string) => ({
  uid,
  source: "list",
  source_ref: `ref-${uid}`,
  name: null,
  address,
  estate: null,
  kind: null,
  units: 2,
  levels: 6,
  flats: null,
  building: null,
});

/** Presses on the map under the page. */
function pressMap(): void {
  const sheet = document.querySelector(".sketch");
  const at = { clientX: 100, clientY: 80, bubbles: true, isPrimary: true };
  sheet?.dispatchEvent(new PointerEvent("pointerdown", at));
  sheet?.dispatchEvent(new MouseEvent("click", { ...at, detail: 1 }));
}

test("a press places the building, the next one follows, and it can be taken back", async () => {
  let items = [listed("a", "Lotus Street 1"), listed("b", "Lotus Street 3")];
  const place = vi.fn((_body: unknown) => {
    items = items.slice(1);
    return { listed: listed("a", ""), building: "x", area: null };
  });
  const back = vi.fn(() => listed("a", "Lotus Street 1"));
  await show("list", {
    "GET listed": () => ({ items, next: null, left: items.length, placed: 2 - items.length }),
    "PUT listed/a/place": place,
    "DELETE listed/a/place": back,
  });
  await saying(words.placingHints.point);
  expect(page.querySelector("#placer-title")?.textContent).toBe("Lotus Street 1");
  await vi.waitFor(() => expect(document.querySelector(".sketch")).not.toBeNull());
  pressMap();
  await saying(words.placed("Lotus Street 1"));
  const [body] = place.mock.lastCall as unknown as [{ point: [number, number] }];
  expect(body.point[0]).toBeCloseTo(113.0036, 3);
  await vi.waitFor(() =>
    expect(page.querySelector("#placer-title")?.textContent).toBe("Lotus Street 3"),
  );
  press(words.undo);
  await vi.waitFor(() => expect(back).toHaveBeenCalled());
});

test("where a building stands already, it is asked whether it is that one", async () => {
  const place = vi.fn((body: unknown) => {
    if (JSON.stringify(body).includes("x1")) return { listed: listed("a", ""), building: "x1" };
    const no = { code: "listed-stands-there", message: "Taken.", fields: { building: "x1" } };
    return Response.json(no, { status: 409 });
  });
  await show("list", {
    "GET listed": { items: [listed("a", "Lotus Street 1")], next: null, left: 1, placed: 0 },
    "PUT listed/a/place": place,
    "GET buildings/x1": { uid: "x1", footprint: { type: "Point", coordinates: [113, 28] } },
  });
  await saying(words.placingHints.point);
  await vi.waitFor(() => expect(document.querySelector(".sketch")).not.toBeNull());
  pressMap();
  await saying("Taken.");
  await vi.waitFor(() =>
    expect(map.select).toHaveBeenCalledWith({ outline: { type: "Point", coordinates: [113, 28] } }),
  );
  press(words.thisOne);
  await vi.waitFor(() => expect(place).toHaveBeenLastCalledWith({ building: "x1" }));
});

const VOCABULARY = {
  kinds: [
    {
      kind: "ledger",
      columns: ["building", "door", "people"].map((name) => ({
        name,
        headers: [name],
        required: false,
      })),
    },
  ],
};

test("rows of several sheets are called by sheet and line", async () => {
  const row = { severity: "error", row: 1_049_242, ref: "2栋!666", code: "b", message: "Nowhere." };
  const result = { ...CHANGES, kind: "ledger", findings: [row], sheets: [], samples: {} };
  const job = { ...JOB, id: "j8", kind: "ledger", state: "applied", problem: null, result };
  await show("import/j8", {
    "GET imports/j8": job,
    "GET imports/j8/map": { type: "FeatureCollection", features: [], more: 0 },
    "GET vocabulary": VOCABULARY,
  });
  await saying("Nowhere.");
  expect(page.querySelector(".row-number")?.textContent).toBe(ledger.rowOf("2栋", "666"));
});

test("what a column of a ledger is, is said beside it, once", async () => {
  const problem = {
    code: "ledger-nowhere",
    message: "Nothing says where.",
    fields: {},
    headers: ["甲", "乙"],
    columns: VOCABULARY.kinds[0]?.columns ?? [],
  };
  const job = { ...JOB, id: "j9", kind: "ledger" };
  const order = vi.fn(() => ({ ...job, state: "reading", problem: null }));
  await show("import/j9", {
    "GET imports/j9": { ...job, state: "failed", problem },
    "GET vocabulary": VOCABULARY,
    "POST imports": order,
  });
  await saying("甲");
  const [first, second] = Array.from(page.querySelectorAll("select"));
  const choose = (select: HTMLSelectElement | undefined, value: string) =>
    act(() => {
      if (!select) throw new Error(value);
      select.value = value;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    });
  await choose(first, "building");
  // A standard column is one of theirs: the other lets go of it.
  await choose(second, "building");
  expect(first?.value).toBe("");
  await choose(first, "door");
  press(words.readAgain);
  await vi.waitFor(() =>
    expect(order).toHaveBeenCalledWith(
      expect.objectContaining({ columns: { building: "乙", door: "甲" } }),
    ),
  );
});

const SAID = { estate: "芙蓉小区", building: "6栋", floor: "3", door: "301" };
const OFFER = { building: "b1", name: "芙蓉小区6栋", score: 1, reasons: ["unit-missing"] };
const ROW = { uid: "r1", ledger: "a.xlsx", sheet: "", line: 7, said: SAID, reason: "door" };

test("a row whose unit is unclear asks for the door", async () => {
  const doors = [
    { household: "h1", unit: "1", door: "301" },
    { household: "h2", unit: "2", door: "301" },
  ];
  const items = [{ ...ROW, offers: [{ ...OFFER, lon: 113, lat: 28 }], doors }];
  await show("review", { "GET ledgers/review": { items, left: 1 } });
  await saying(ledger.unclear.door);
  expect(page.querySelector("h2")?.textContent).toBe("芙蓉小区 6栋");
  expect(page.textContent).toContain(ledger.chooseDoorFirst);
  expect(page.textContent).toContain(ledger.knownDoor("2", "301"));
  press(ledger.ownDoor);
  await saying(ledger.itIsThisDoor);
});

test("a row that was left out says why, and is asked about again", async () => {
  const ask = vi.fn(() => new Response(null, { status: 204 }));
  let rows: unknown[] = [{ ...ROW, offers: [OFFER] }];
  await show("left-out", { "GET ledgers/left-out": () => rows, "DELETE ledgers/left-out/r1": ask });
  await saying(ledger.leftOutWhy.door);
  expect(page.querySelector(".left-out h2")?.textContent).toBe("芙蓉小区 6栋");
  rows = [];
  press(ledger.askAgain);
  await saying(ledger.asksAgain("芙蓉小区 6栋"));
  await saying(ledger.noneLeftOut);
  expect(ask).toHaveBeenCalledOnce();
});
