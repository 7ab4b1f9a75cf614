import { expect, test } from "vitest";
import type { MapArea } from "../api/map.ts";
import { Areas } from "./areas.ts";

function area(code: string, parent: string | null, level: MapArea["level"]): MapArea {
  return { code, parent, level, name: code } as MapArea;
}

const TOWN = [
  area("1", null, "subdistrict"),
  area("11", "1", "community"),
  area("111", "11", "grid"),
  area("112", "11", "grid"),
  area("12", "1", "community"),
];

test("whoever serves in an area is led no further up, nor to its siblings", () => {
  const reached = (...homes: string[]) =>
    TOWN.map(({ code }) => code).filter((code) => new Areas(TOWN, homes).reached(code));
  expect(reached("111")).toEqual(["111"]);
  expect(reached("111", "12")).toEqual(["111", "12"]);
  expect(reached("11")).toEqual(["11", "111", "112"]);
  expect(reached()).toHaveLength(TOWN.length);
});
