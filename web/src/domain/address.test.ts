import { expect, test } from "vitest";
import { readAddress, START, type View, type Where, writeAddress } from "./address.ts";

const RING = [
  [113.147, 27.852],
  [113.149, 27.852],
  [113.148, 27.854123],
] as const;

const VIEWS: readonly View[] = [
  { kind: "overview" },
  { kind: "area", code: "430202002003-002" },
  { kind: "area", code: "430202002003-002", sheet: "217-L" },
  { kind: "area", code: "新塘/2 格" },
  { kind: "building", uid: "01938f5e-7c1a-7e6b-8d3f-2b1c0a9f8e7d", door: null },
  { kind: "building", uid: "b", door: "d" },
  { kind: "hazards" },
  { kind: "hazard", uid: "h" },
  { kind: "report", building: null, place: null },
  { kind: "report", building: "b", place: [113.147, 27.852] },
  { kind: "polygon", ring: RING },
  { kind: "records" },
  { kind: "more" },
  { kind: "setup", path: "" },
  { kind: "setup", path: "new/buildings" },
  { kind: "people", path: "links/430202002003" },
  { kind: "account", path: "" },
  { kind: "sheet", path: "" },
  { kind: "sheet", path: "430202002003001/217-L" },
  { kind: "unknown", path: "/nowhere/at/all" },
  { kind: "unknown", path: "/setup/nowhere" },
  { kind: "unknown", path: "/area/4302", period: { from: "2026-13-01", to: "2026-12-01" } },
];

test.each(VIEWS)("%j is read as it was written", (view) => {
  expect(readAddress(writeAddress({ ...START, view }))).toEqual({ ...START, view });
});

test("the whole state survives", () => {
  const where: Where = {
    view: { kind: "area", code: "430202002" },
    level: "patch",
    share: "attempted",
    from: "2026-11-01",
    to: "2026-11-22",
    target: "独居老人",
    camera: { zoom: 16.25, lon: 113.14712, lat: 27.85199 },
  };
  expect(readAddress(writeAddress(where))).toEqual(where);
});

test("an address says only what is not as usual", () => {
  expect(writeAddress(START)).toBe("#/");
  expect(readAddress("")).toEqual(START);
});

test.each([
  "#/polygon/1,2;3,4",
  "#/polygon/113,27;113.1,27;200,1",
  "#/area",
  "#/area/1/2",
  "#/hazards/1",
  "#/building/%E0%A4%A/x",
])("%s leads nowhere and says so", (hash) => {
  expect(readAddress(hash).view.kind).toBe("unknown");
});

test.each(["?level=city&share=all&at=1/2", "?at=//&target=&from=&to="])(
  "#/%s: what cannot be is left out",
  (query) => {
    expect(readAddress(`#/${query}`)).toEqual(START);
  },
);

test.each([
  ["?from=2026-02-30", { from: "2026-02-30", to: "" }],
  ["?from=2026-11-01&to=tomorrow", { from: "2026-11-01", to: "tomorrow" }],
  ["?from=2026-11-02&to=2026-11-01", { from: "2026-11-02", to: "2026-11-01" }],
  ["?from=2026-11-01&to=2026-11-01", { from: "2026-11-01", to: "2026-11-01" }],
])("a period that cannot be is told, and not left out: %s", (query, period) => {
  const { view, from, to } = readAddress(`#/area/4302${query}`);
  expect(view).toEqual({ kind: "unknown", path: "/area/4302", period });
  expect([from, to]).toEqual([null, null]);
});
