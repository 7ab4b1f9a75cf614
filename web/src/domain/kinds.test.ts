import { expect, test } from "vitest";
import { kindOf } from "./kinds.ts";

test.each([
  ["newport-2023.osm.pbf", "osm"],
  ["map.osm", "osm"],
  ["月塘社区网格边界.geojson", "areas"],
  ["newport-grids.geojson", "areas"],
  ["楼栋.shp", "buildings"],
  ["export.gpkg", "buildings"],
  ["楼栋清单.xlsx", "list"],
  ["住户台账2026.xlsx", "ledger"],
  ["住户.csv", "households"],
  ["sheet1.csv", "ledger"],
  ["11月走访记录.xlsx", "visits"],
  ["读我.pdf", null],
])("%s is for %s", (name, kind) => {
  expect(kindOf(name)).toBe(kind);
});
