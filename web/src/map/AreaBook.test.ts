import { expect, test } from "vitest";
import { AreaBook } from "./AreaBook.ts";
import type { AreaMark, AreaShare, Level } from "./contract.ts";
import type { Palette } from "./draw/palette.ts";

const mark = (id: number, code: string, level: Level, parent: string | null): AreaMark => ({
  id,
  code,
  level,
  parent,
  label: code,
  extent: [0, 0, 1, 1],
  middle: null,
});
const colours = {
  band0: "#000000",
  band1: "#111111",
  band2: "#222222",
  band3: "#333333",
  band4: "#444444",
};
const palette = { colours, font: "" } as unknown as Palette;
const share = (target: number, reached: number, attempted = reached): AreaShare => ({
  target,
  reached,
  attempted,
});

function book() {
  const areas = new AreaBook();
  areas.set([
    mark(1, "a", "community", null),
    mark(2, "a1", "grid", "a"),
    mark(3, "b", "community", null),
  ]);
  return areas;
}

test("where some areas have figures, small ones without say nothing", () => {
  const areas = book();
  const told = () => areas.of("grid").map((one) => areas.isTold(one));
  expect(told()).toEqual([true]);
  areas.setShares(new Map([["b", share(10, 5)]]), { thresholds: [], share: "met" });
  expect(told()).toEqual([false]);
  expect(areas.of("community").map((one) => areas.isTold(one))).toEqual([true, true]);
});

test("other areas stand when the zoom passes a level, and not before", () => {
  const areas = book();
  expect(areas.follow(13)).toBe(true);
  expect(areas.shown.map(({ code }) => code).sort()).toEqual(["a", "b"]);
  expect(areas.follow(13.5)).toBe(false);
  expect(areas.follow(14)).toBe(true);
  expect(areas.shown.map(({ code }) => code).sort()).toEqual(["a1", "b"]);
  areas.pinned = "community";
  expect(areas.follow(16)).toBe(true);
  expect(areas.level).toBe("community");
});

test("a street alone is not shown whole, however far away: its communities are", () => {
  const areas = new AreaBook();
  areas.set([
    mark(1, "s", "subdistrict", null),
    mark(2, "a", "community", "s"),
    mark(3, "b", "community", "s"),
  ]);
  areas.follow(9);
  expect(areas.level).toBe("community");
  areas.pinned = "subdistrict";
  areas.follow(9);
  expect(areas.level).toBe("subdistrict");
  areas.set([mark(1, "s", "subdistrict", null)]);
  areas.pinned = null;
  areas.follow(16);
  expect(areas.level).toBe("subdistrict");
});

test.each([
  [share(502, 306), 61],
  [share(400, 1), 1],
  [share(400, 399), 99],
  [share(5, 5), 100],
  [share(5, 0), 0],
  [share(0, 0), null],
])("%j is %s per cent", (figure, percent) => {
  const areas = book();
  areas.setShares(new Map([["a", figure]]), { thresholds: [40], share: "met" });
  expect(areas.percent(mark(1, "a", "community", null))).toBe(percent);
});

test("a band goes by the share that is asked for; without a figure there is none", () => {
  const areas = book();
  areas.follow(13);
  const shares = new Map([["a", share(10, 3, 9)]]);
  areas.setShares(shares, { thresholds: [40, 60, 80, 95], share: "met" });
  expect(areas.colours(palette)).toEqual(new Map([[1, colours.band0]]));
  areas.setShares(shares, { thresholds: [40, 60, 80, 95], share: "attempted" });
  expect(areas.colours(palette)).toEqual(new Map([[1, colours.band3]]));
});

test("areas that are taken away stand no more", () => {
  const areas = book();
  areas.follow(13);
  expect(areas.shown).not.toEqual([]);
  areas.set([]);
  areas.follow(13);
  expect(areas.shown).toEqual([]);
});
