import { expect, test } from "vitest";
import vectors from "../../../tests/vectors/datum.json" with { type: "json" };
import { toGcj02 } from "./datum.ts";

test.each(vectors.places)("$wgs84 lies at $gcj02 in GCJ-02", ({ wgs84, gcj02 }) => {
  const [lon, lat] = toGcj02(wgs84 as [number, number]);
  expect(lon).toBeCloseTo(gcj02[0] ?? Number.NaN, 9);
  expect(lat).toBeCloseTo(gcj02[1] ?? Number.NaN, 9);
});
