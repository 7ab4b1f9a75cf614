import { expect, test } from "vitest";
import { outlineFrom, partsOf, polygonOf } from "./outline.ts";

const ring = [
  [0, 0],
  [4, 0],
  [4, 4],
] as const;
const other = [
  [9, 9],
  [8, 9],
  [8, 8],
] as const;
const closed = (corners: readonly (readonly number[])[]) => [...corners, corners[0]];

test("rings are opened, and closed again in the same order", () => {
  const outline = {
    type: "MultiPolygon",
    coordinates: [[closed(ring), closed(other)], [closed(other)]],
  };
  const parts = partsOf(outline);
  expect(parts).toEqual({ form: "area", parts: [ring, other, other] });
  expect(outlineFrom(outline, parts?.parts ?? [])).toEqual(outline);
});

test("a polygon of drawn corners is closed, and comes apart again", () => {
  expect(polygonOf(ring)).toEqual({ type: "Polygon", coordinates: [closed(ring)] });
  expect(partsOf(polygonOf(ring))?.parts).toEqual([ring]);
  expect(outlineFrom(polygonOf(ring), [other])).toEqual(polygonOf(other));
});

test("points and lines keep theirs, what holds nothing to draw has no parts", () => {
  expect(partsOf({ type: "Point", coordinates: [1, 2] })?.parts).toEqual([[[1, 2]]]);
  expect(partsOf({ type: "LineString", coordinates: ring })).toEqual({
    form: "line",
    parts: [ring],
  });
  expect(partsOf({ type: "GeometryCollection" })).toBeNull();
});
