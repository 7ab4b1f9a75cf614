import { PbfWriter } from "pbf";
import { expect, test } from "vitest";
import { decode } from "./decode.ts";

interface Drawn {
  readonly tags: readonly number[];
  readonly geometry: readonly number[];
}

/** One layer as the format has it, with fields that nobody here reads. */
function layer(name: string, keys: string[], values: (string | number)[], features: Drawn[]) {
  const tile = new PbfWriter();
  tile.writeMessage(
    3,
    (_, pbf) => {
      pbf.writeVarintField(15, 2);
      pbf.writeStringField(1, name);
      for (const { tags, geometry } of features) {
        pbf.writeMessage(
          2,
          (__, feature) => {
            feature.writeVarintField(1, 77);
            feature.writePackedVarint(2, [...tags]);
            feature.writeVarintField(3, 3);
            feature.writePackedVarint(4, [...geometry]);
          },
          null,
        );
      }
      for (const key of keys) pbf.writeStringField(3, key);
      for (const value of values) {
        pbf.writeMessage(
          4,
          (__, said) => {
            if (typeof value === "string") said.writeStringField(1, value);
            else said.writeVarintField(4, value);
          },
          null,
        );
      }
      pbf.writeVarintField(5, 4096);
    },
    null,
  );
  return [...tile.finish()];
}

const bytes = (...layers: number[][]) => new Uint8Array(layers.flat()).buffer;
const signed = (value: number) => (value < 0 ? -2 * value - 1 : 2 * value);
const [MOVE, LINE, CLOSE] = [1, 2, 7];
const square = (x: number, y: number, side: number) => [
  (1 << 3) | MOVE,
  ...[x, y].map(signed),
  (3 << 3) | LINE,
  ...[side, 0, 0, side, -side, 0].map(signed),
  (1 << 3) | CLOSE,
];

test("a tile is read with its rings, ids and texts", () => {
  const large = 5_000_000_000;
  const court = [...square(-80, 10, 100), ...square(20, -80, 30)];
  const house = { tags: [0, 0, 1, 1, 2, 2], geometry: court };
  const stall = { tags: [0, 3], geometry: [(1 << 3) | MOVE, signed(300), signed(400)] };
  const buildings = layer(
    "buildings",
    ["i", "n", "h"],
    [7, 3, "荷叶街 12 号", large],
    [house, stall],
  );
  const road = { tags: [0, 0, 1, 1], geometry: [9, 0, 0, (1 << 3) | LINE, signed(50), signed(-5)] };
  const roads = layer("roads", ["k", "name"], ["primary", "Main"], [road]);
  const { buildings: read, streets } = decode(bytes(roads, buildings), true);
  expect(read.shapes.count).toBe(2);
  expect([...read.shapes.xy]).toEqual([
    ...[-80, 10, 20, 10, 20, 110, -80, 110],
    // What follows goes on from the last corner that was told.
    ...[-60, 30, -30, 30, -30, 60, -60, 60],
    ...[300, 400],
  ]);
  expect([...read.shapes.rings]).toEqual([0, 4, 8, 9]);
  expect([...read.shapes.firsts]).toEqual([0, 2, 3]);
  expect([...read.shapes.boxes]).toEqual([-80, 10, 20, 110, 300, 400, 300, 400]);
  expect([...read.ids]).toEqual([7, large % 2 ** 32]);
  expect([...read.numbers]).toEqual([3, 0]);
  expect(read.houses.get(0)).toBe("荷叶街 12 号");
  expect([streets.kinds.table, streets.names.table]).toEqual([["primary"], ["Main"]]);
  expect([...streets.shapes.xy]).toEqual([0, 0, 50, -5]);
});

test("from afar no texts are read, and no tile is an empty scene", () => {
  const far = layer(
    "buildings",
    ["i", "h"],
    [7, "12"],
    [{ tags: [0, 0, 1, 1], geometry: square(0, 0, 9) }],
  );
  expect(decode(bytes(far), false).buildings.houses.size).toBe(0);
  expect(decode(undefined, true).buildings.shapes.count).toBe(0);
});
