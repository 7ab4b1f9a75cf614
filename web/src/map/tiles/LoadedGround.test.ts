import { expect, test } from "vitest";
import { toPlace, toPoint } from "../../domain/mercator.ts";
import { STATUS } from "../contract.ts";
import { EXTENT } from "./address.ts";
import { LoadedGround } from "./LoadedGround.ts";
import { SceneBuilder } from "./SceneBuilder.ts";

const corner = toPoint([113.15, 27.85]);
const square = {
  z: 15,
  x: Math.floor(corner.x * 2 ** 15),
  y: Math.floor(corner.y * 2 ** 15),
  extent: EXTENT,
};

/** The place at a unit of the square. */
const at = (x: number, y: number) =>
  toPlace({ x: (square.x + x / EXTENT) / 2 ** 15, y: (square.y + y / EXTENT) / 2 ** 15 });

function ground() {
  const scene = new SceneBuilder();
  scene.building([[100, 100, 200, 100, 200, 200, 100, 200]], { i: 7, n: 3 });
  scene.building([[600, 600]], { i: 8 });
  scene.area([[0, 0, 1000, 0, 1000, 1000, 0, 1000]], { a: 21 });
  scene.area([[0, 0, 4000, 0, 4000, 4000, 0, 4000]], { a: 2 });
  scene.street([[0, 300, 1000, 300]], { k: "residential", name: "荷叶街" });
  scene.street([[0, 280, 1000, 280]], { k: "footway" });
  scene.street([[0, 900, 1000, 900, 1000, 600]], { k: "residential", name: "梅园巷" });
  const loaded = [{ square, scene: scene.finish(Int16Array) }];
  return new LoadedGround(() => loaded);
}
const statuses = new Uint8Array(9);
statuses[7] = STATUS.untouched;
statuses[8] = STATUS.done;
const all = [0, 1, 2, 3];

test("a building is hit inside its walls, a point from near by", () => {
  expect(ground().buildingAt(at(150, 150), 16, all, statuses)).toBe(7);
  expect(ground().buildingAt(at(250, 150), 16, all, statuses)).toBeNull();
  expect(ground().buildingAt(at(620, 610), 16, all, statuses)).toBe(8);
});

test("what is not drawn is not hit", () => {
  expect(ground().buildingAt(at(150, 150), 15, [STATUS.done], statuses)).toBeNull();
  expect(ground().buildingAt(at(150, 150), 13, [], statuses)).toBeNull();
});

test("an area is found among those that stand", () => {
  expect(ground().areaAt(at(500, 500), (id) => id === 2)).toBe(2);
  expect(ground().areaAt(at(500, 500), () => true)).toBe(21);
  expect(ground().areaAt(at(2000, 500), (id) => id === 21)).toBeNull();
});

test("a place lies by the nearest street that has a name, if one is near", () => {
  expect(ground().streetAt(at(150, 270))).toBe("荷叶街");
  expect(ground().streetAt(at(940, 700))).toBe("梅园巷");
  expect(ground().streetAt(at(1400, 1400))).toBe("");
});

test("a change concerns the part of a tile that shows the building, and no other tile", () => {
  const concerned = ground().holding(new Set([7]));
  // At zoom 18 the square is four tiles wide; the building lies in the first.
  const tile = (x: number) => ({ z: 18, x: square.x * 4 + x, y: square.y * 4 });
  // It lies from 50 to 100 pixels of 2,048 across the square, with a rim for its edge.
  expect(concerned(square, tile(0))).toEqual({ left: 41, top: 41, right: 109, bottom: 109 });
  expect(concerned(square, tile(2))).toBeNull();
  expect(concerned({ ...square, x: square.x + 9 }, tile(36))).toBe("all");
});
