import { expect, test } from "vitest";
import { toPlace } from "../domain/mercator.ts";
import type { PageData } from "./data.ts";
import { houseNumber, shapesOf, unpack } from "./unpack.ts";

test("steps from vertex to vertex add up to places", () => {
  const packed = {
    xy: [113_000_000, 27_000_000, 0, 1000, -1000, 0],
    vertices: [3],
    pieces: [0, 1],
  };
  const shapes = shapesOf(packed, 1_000_000);
  expect(shapes.count).toBe(2);
  expect([...shapes.firsts]).toEqual([0, 0, 1]);
  const [lon, lat] = toPlace({ x: shapes.xy[4] ?? 0, y: shapes.xy[5] ?? 0 });
  expect([lon, lat].map((degrees) => degrees.toFixed(6))).toEqual(["112.999000", "27.001000"]);
});

test("letters of statuses become those of the map", () => {
  const geometry = { xy: [0, 0, 1, 1], vertices: [1, 1], pieces: [1, 1] };
  const layers = { buildings: { geometry, status: "un", address: ["荷叶街12号", null] } };
  const { statuses, scene } = unpack({ steps: 1, layers } as unknown as PageData);
  expect([...statuses]).toEqual([1, 0]);
  expect(scene.buildings.houses).toEqual(new Map([[0, "12"]]));
});

test.each([
  [["荷叶街12号"], "12"],
  [["梅园巷8号7栋"], "7"],
  [["12 High Street"], "12"],
  [["", "3栋"], "3"],
  [["High Street"], ""],
])("%j has the number %s", (texts, house) => {
  expect(houseNumber(...texts)).toBe(house);
});
