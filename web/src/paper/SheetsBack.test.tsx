// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { standing } from "../map/tools/standing.ts";
import { SheetsBack } from "./SheetsBack.tsx";

const BASE = "http://localhost/";
const MAP = { today: "2026-11-22", tz: "Asia/Shanghai", levels: [] };
const HALF = { day: "2026-11-22", half: "morning", by: "李芳", at: "2026-11-22T02:00:00Z" };

function door(uid: string, label = "") {
  return { uid, unit: null, floor: null, label, to_go: true, closed: null, keyed: [] };
}

const SHEET = {
  code: "217-L",
  area: "4302",
  area_name: "三邻",
  kind: "area",
  version: 1,
  newer: false,
  printed_at: "2026-11-22T01:00:00Z",
  printed_by: null,
  lines: [
    { number: 1, address: "光明路1号", by_door: false, doors: [door("a")] },
    { number: 2, address: "光明路2号", by_door: false, doors: [door("b")] },
    { number: 4, address: "4栋", by_door: true, doors: [door("c", "301"), door("d", "302")] },
  ],
  walkers: [{ uid: "w", name: "王秀英", office: "patch_leader", area: "三邻" }],
  keyings: [],
};

let page: HTMLElement;
let asked: { question: string; body: Record<string, string> }[] = [];

const map = {
  fit: vi.fn(),
  select: vi.fn(),
  camera: () => ({ zoom: 16, lon: 113.1, lat: 27.8 }),
  showPosition: vi.fn(),
  on: () => () => {},
};

async function show(path: string, answers: Record<string, unknown>): Promise<void> {
  vi.stubGlobal("fetch", async (asking: string | Request, init: RequestInit = {}) => {
    const request = new Request(asking, init);
    const question = `${request.method} ${new URL(request.url).pathname.replace("/api/v1/", "")}`;
    asked.push({ question, body: request.body ? JSON.parse(await request.text()) : {} });
    const kept = Object.keys(answers).find((known) => question.startsWith(known));
    return kept
      ? Response.json(answers[kept])
      : Response.json({ code: "none", message: "Nothing here" }, { status: 404 });
  });
  window.location.hash = `#/sheet/${path}`;
  await act(() =>
    render(
      <SheetsBack
        words={{ lang: "en" }}
        map={{ ...map, tools: standing() }}
        me={null}
        base={BASE}
        sheet={() => {}}
      />,
      page,
    ),
  );
}

beforeEach(() => {
  page = document.body.appendChild(document.createElement("div"));
  asked = [];
});

afterEach(() => {
  render(null, page);
  page.remove();
  vi.unstubAllGlobals();
});

async function type(field: string, text: string, keys: KeyboardEventInit | null = null) {
  const input = page.querySelector<HTMLInputElement>(field);
  if (!input) throw new Error(`no ${field}`);
  await act(() => {
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  if (keys)
    await act(() => {
      input.dispatchEvent(new KeyboardEvent("keydown", keys));
    });
  else
    await act(() => {
      input.form?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
    });
}

const text = () => page.textContent ?? "";
const CTRL_ENTER = { key: "Enter", ctrlKey: true, bubbles: true };

test("the list fills while marks are typed, and one key records them", async () => {
  const done = { recorded: 3, already: [], differing: [], faults: [], left: "", sheet: SHEET };
  await show("4302/217-L", {
    "GET sheets/217-L": SHEET,
    "GET map": MAP,
    "POST sheets/217-L/marks": done,
    "DELETE sheets/217-L/marks": SHEET,
  });
  await vi.waitFor(() => expect(page.querySelector("textarea")).not.toBeNull());
  await type("textarea", "1 2n 9 4:301r", CTRL_ENTER);
  expect(text()).toContain("No. 9 is not on this sheet.");
  await vi.waitFor(() => expect(window.location.hash).toBe("#/sheet"));
  const sent = asked.find(({ question }) => question.startsWith("POST"));
  expect(sent?.body).toMatchObject({ text: "1 2n 9 4:301r", day: "2026-11-22", walked_by: "w" });
  await vi.waitFor(() => expect(text()).toContain("217-L: 3 households keyed in"));
  // The next sheet of the pile is asked for, and the last one can be taken back from there.
  await type(".paper-code", "", { key: "z", ctrlKey: true, bubbles: true });
  await vi.waitFor(() => expect(text()).toContain("Taken back."));
  const { keying } = sent?.body ?? {};
  expect(asked.pop()?.question).toContain(`marks/${keying}`);
});

test("a word is found fault with once it is typed whole", async () => {
  await show("217-L", { "GET sheets/217-L": SHEET, "GET map": MAP });
  await vi.waitFor(() => expect(page.querySelector("textarea")).not.toBeNull());
  const said = "No. 9 is not on this sheet.";
  const field = () => page.querySelector("textarea") as HTMLTextAreaElement;
  await type("textarea", "1 9", { key: "9" });
  expect(text()).not.toContain(said);
  await type("textarea", "1 9 ", { key: " " });
  expect(text()).toContain(said);
  await type("textarea", "1 9", { key: "Backspace" });
  expect(text()).not.toContain(said);
  // Who leaves the field is done with it.
  await act(() => {
    field().dispatchEvent(new Event("blur"));
  });
  expect(text()).toContain(said);
});

test("what differs is shown beside what was keyed before, and one word says which counts", async () => {
  const before = { number: 1, door: "", outcome: "met", before: { ...HALF, outcome: "no_answer" } };
  const answers: Record<string, unknown> = {
    "GET sheets/217-L": SHEET,
    "GET map": MAP,
    "POST sheets": {
      recorded: 1,
      already: [],
      differing: [before],
      faults: [],
      left: "",
      sheet: SHEET,
    },
  };
  await show("217-L", answers);
  await vi.waitFor(() => expect(page.querySelector("textarea")).not.toBeNull());
  await type("textarea", "1 2", CTRL_ENTER);
  await vi.waitFor(() => expect(text()).toContain("No. 1: no answer, 22 Nov, now met"));
  answers["POST sheets"] = {
    recorded: 1,
    already: [],
    differing: [],
    faults: [],
    left: "",
    sheet: SHEET,
  };
  const replace = [...page.querySelectorAll("button")].find(
    ({ textContent }) => textContent === "It was keyed in wrongly",
  );
  await act(() => replace?.click());
  await vi.waitFor(() => expect(text()).toContain("217-L: 2 households keyed in"));
  const [first, second] = asked.filter(({ question }) => question.startsWith("POST"));
  expect(second?.body).toEqual({ ...first?.body, differing: "replace" });
});

const boxesShown = () => [...page.querySelectorAll<SVGElement>(".scan-box")];

/** Choose a picture of these sheets, each with one box that is ticked. */
async function scan(codes: string[], done: object) {
  const box = { number: 1, unit: null, door: null, means: "1", word: "1", x: 20, y: 30, side: 4 };
  const boxes = [{ ...box, state: "ticked", doubt: null, confidence: 1 }];
  const read = { leaf: 1, width: 210, height: 297, picture: "AA", boxes, problem: null };
  await show("", {
    "POST sheets/scan": { pages: codes.map((code) => ({ ...read, code })) },
    "GET sheets/217-L": SHEET,
    "GET map": MAP,
    "POST sheets/217-L/marks": done,
  });
  const file = page.querySelector<HTMLInputElement>("input[type=file]");
  Object.defineProperty(file, "files", { value: [new File(["{}"], "x.jpg")] });
  await act(() => {
    file?.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await vi.waitFor(() => expect(boxesShown()).toHaveLength(codes.length));
}

test("a picture of a sheet that was keyed in before is done with", async () => {
  const mark = { number: 1, door: "", outcome: "met" };
  const done = { recorded: 0, already: [mark], differing: [], faults: [], left: "", sheet: SHEET };
  await scan(["217-L"], done);
  await act(() => page.querySelector<HTMLElement>(".scan-take button")?.click());
  await vi.waitFor(() => expect(page.querySelector("textarea")?.value).toBe("1"));
  await type("textarea", "1", CTRL_ENTER);
  await vi.waitFor(() => expect(text()).toContain("was keyed in just so before"));
  await act(() => page.querySelector<HTMLElement>(".paper-another")?.click());
  await vi.waitFor(() => expect(page.querySelector(".paper-code")).not.toBeNull());
  expect(boxesShown()).toHaveLength(0);
});

test("what was decided of one sheet stays while another of the same picture is keyed in", async () => {
  await scan(["217-L", "218-M"], {
    recorded: 1,
    already: [],
    differing: [],
    faults: [],
    left: "",
    sheet: SHEET,
  });
  await act(() => {
    boxesShown()[1]?.dispatchEvent(new Event("click", { bubbles: true }));
  });
  await act(() => page.querySelector<HTMLElement>(".scan-take button")?.click());
  await vi.waitFor(() => expect(page.querySelector("textarea")?.value).toBe("1"));
  await type("textarea", "1", CTRL_ENTER);
  await vi.waitFor(() => expect(boxesShown()).toHaveLength(1));
  expect(boxesShown()[0]?.getAttribute("aria-checked")).toBe("false");
  expect(text()).toContain("217-L: 1 household keyed in");
});

test("what was not taken is left in the field as the server words it", async () => {
  const fault = { code: "key-ambiguous", message: "", start: 6, end: 7 };
  await show("4302/217-L", {
    "GET sheets/217-L": SHEET,
    "GET map": MAP,
    "POST sheets": {
      recorded: 1,
      already: [],
      differing: [],
      faults: [fault],
      left: "4: 2",
      sheet: SHEET,
    },
  });
  await vi.waitFor(() => expect(page.querySelector("textarea")).not.toBeNull());
  await type("textarea", "4:301 2", CTRL_ENTER);
  await vi.waitFor(() => expect(page.querySelector("textarea")?.value).toBe("4: 2"));
});

test("doors of a tower stand floor by floor", async () => {
  const tower = ["2 302", "2 301", "1 201", "1 202", "1 101"].map((called) => {
    const [unit = "", label = ""] = called.split(" ");
    return { ...SHEET.lines[0]?.doors[0], uid: called, unit, label, floor: Number(label[0]) };
  });
  const lines = [{ ...SHEET.lines[0], by_door: true, doors: tower }];
  await show("4302/217-L", { "GET sheets/217-L": { ...SHEET, lines }, "GET map": MAP });
  await vi.waitFor(() => expect(page.querySelector(".paper-floor")).not.toBeNull());
  const floors = [...page.querySelectorAll(".paper-floor")].map((floor) =>
    [...floor.querySelectorAll("i")].map((name) => name.textContent).join(" "),
  );
  expect(floors).toEqual(["2-302 2-301", "1-201 1-202", "1-101"]);
});

test("a code that is none is said, and what was typed stays", async () => {
  await show("", {});
  await type(".paper-code", "218-l");
  await vi.waitFor(() => expect(text()).toContain("Nothing here"));
  expect(document.activeElement).toBe(page.querySelector(".paper-code"));
  expect(asked[0]?.question).toBe("GET sheets/218-L");
  expect(page.querySelector<HTMLInputElement>(".paper-code")?.value).toBe("218-l");
});
