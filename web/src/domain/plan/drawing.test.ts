import { expect, test } from "vitest";
import { block, chance } from "./block.ts";
import { bordersOf, linesOf, reachingOf, wallsOf } from "./borders.ts";
import { groundOf } from "./ground.ts";
import { Frame, type SentShapes, shapeAt, shapesOf } from "./shapes.ts";
import { tonesOf } from "./tones.ts";
import { at, NONE } from "./town.ts";

const ORIGIN = [113.15, 27.83] as const;
/** Rings of corners in millionths of a degree from the origin, packed as the server sends them. */
function packed(shapes: readonly (readonly (readonly [number, number])[])[][]): SentShapes {
  let [east, north] = [0, 0];
  const xy = shapes.flat(2).flatMap(([x, y]) => {
    const step = [Math.round(ORIGIN[0] * 1e6) + x - east, Math.round(ORIGIN[1] * 1e6) + y - north];
    [east, north] = [east + (step[0] ?? 0), north + (step[1] ?? 0)];
    return step;
  });
  const vertices = shapes.flat().map(({ length }) => length);
  return { xy, vertices, pieces: shapes.map(({ length }) => length) };
}

const square = (x: number, y: number, side: number) =>
  [
    [x, y],
    [x + side, y],
    [x + side, y + side],
    [x, y + side],
  ] as const;
/** Squares of ten thousandths of a degree, in rows of `wide`. */
const squares = (count: number, wide: number) =>
  packed(
    Array.from({ length: count }, (_, cell) => [
      square(100 * (cell % wide), 100 * Math.floor(cell / wide), 100),
    ]),
  );
const shapes = (count: number, wide: number) => shapesOf(squares(count, wide), new Frame(ORIGIN));

test("a place in the frame is the same place again, in metres of the ground", () => {
  const frame = new Frame(ORIGIN);
  const place = frame.place(frame.point([113.16, 27.82]));
  expect(place[0]).toBeCloseTo(113.16, 9);
  expect(place[1]).toBeCloseTo(27.82, 9);
  const east = frame.point([113.16, 27.83]);
  expect(Math.abs(east.x - 984.4)).toBeLessThan(3);
  expect(east.y).toBeCloseTo(0, 6);
});

test("a shape is found where it is, beside it only within reach, and not in its court", () => {
  const frame = new Frame(ORIGIN);
  const found = shapesOf(packed([[square(0, 0, 400), square(100, 100, 200)]]), frame);
  const point = (x: number, y: number) => frame.point([113.15 + x * 1e-6, 27.83 + y * 1e-6]);
  expect(shapeAt(found, point(50, 50), 0)).toBe(0);
  expect(shapeAt(found, point(200, 200), 3)).toBeNull();
  expect(shapeAt(found, point(200, 200), 30)).toBe(0);
  expect(shapeAt(found, point(450, 200), 3)).toBeNull();
  expect(shapeAt(found, point(450, 200), 6)).toBe(0);
});

test("borders run between areas and around all, once each", () => {
  const walls = wallsOf(shapes(4, 2));
  expect(walls.from.length).toBe(12);
  const lines = (area: number[], wanted?: (near: number, far: number) => boolean) =>
    linesOf(bordersOf(walls, Int32Array.from(area)), wanted);
  const pieces = (...asked: Parameters<typeof lines>) =>
    lines(...asked).reduce((sum, line) => sum + line.length / 2 - 1, 0);
  expect(pieces([0, 0, 0, 0])).toBe(8);
  expect(pieces([0, 1, 0, 1])).toBe(10);
  expect(pieces([0, 1, 2, 3])).toBe(12);
  expect(pieces([0, 1, 0, 1], (near, far) => near !== 1 && far !== 1)).toBe(4);
  // Along the middle it is one line, not two.
  expect(lines([0, 1, 0, 1])).toHaveLength(3);
});

test("an area is outlined as its cells lie, with its holes", () => {
  const walls = wallsOf(shapes(9, 3));
  const hole = bordersOf(walls, Int32Array.from([0, 0, 0, 0, NONE, 0, 0, 0, 0]));
  expect([...hole.rings.keys()]).toEqual([0]);
  const rings = hole.rings.get(0) ?? [];
  const [cell] = bordersOf(wallsOf(shapes(1, 1)), Int32Array.from([0])).rings.get(0) ?? [];
  const one = ground(cell ?? []);
  expect(rings.map((ring) => Math.round(ground(ring) / one)).sort()).toEqual([1, 9]);
});

test("areas reach into the cells beside them, each where it has most of the walls", () => {
  const walls = wallsOf(shapes(12, 4));
  // Areas 0 and 1 to the left, 2 to the right: the cell in the middle of its column is beside 0.
  const area = Int32Array.from([0, 1, 2, 2, 0, 0, 2, 2, 1, 1, 2, 2]);
  const reached = reachingOf(walls, area, new Set([0, 1]));
  expect([...reached]).toEqual([0, 1, 1, 2, 0, 0, 0, 2, 1, 1, 1, 2]);
  expect([...reachingOf(walls, area, new Set([0, 1, 2]))]).toEqual([...area]);
});

test("where nothing has changed all is the same", () => {
  const walls = wallsOf(shapes(4, 2));
  const before = bordersOf(walls, Int32Array.from([0, 1, 0, 1]));
  expect(bordersOf(walls, Int32Array.from([0, 1, 0, 1]), before)).toBe(before);
});

test("what a stroke leaves alone is the same, and all of it as if made anew", () => {
  const draw = chance(11);
  const [wide, count] = [9, 72];
  const walls = wallsOf(shapes(count, wide));
  const area = Int32Array.from({ length: count }, () => draw(5) - 1);
  let before = bordersOf(walls, area);
  for (let round = 0; round < 60; round++) {
    const touched = new Set<number>();
    for (let cells = draw(4); cells > 0; cells--) {
      const [cell, to] = [draw(count), draw(6) - 1];
      if (area[cell] !== to) touched.add(at(area, cell)).add(to);
      area[cell] = to;
    }
    const now = bordersOf(walls, area, before);
    const anew = bordersOf(walls, area);
    expect(drawn(linesOf(now))).toEqual(drawn(linesOf(anew)));
    expect([...now.rings.keys()].sort()).toEqual([...anew.rings.keys()].sort());
    for (const [own, rings] of now.rings) {
      if (!touched.has(own)) expect(rings).toBe(before.rings.get(own));
      expect(drawn(rings)).toEqual(drawn(anew.rings.get(own) ?? []));
      // Even-odd, as they are filled: rings of an area never cross.
      expect(rings.every((ring) => ring.at(0) === ring.at(-2) && ring.at(1) === ring.at(-1))).toBe(
        true,
      );
    }
    before = now;
  }
});

/** The straight pieces of lines, whichever way they run. */
function drawn(lines: readonly (readonly number[])[]): string[] {
  return lines
    .flatMap((line) =>
      Array.from({ length: line.length / 2 - 1 }, (_, place) => {
        const [x, y, toX, toY] = line.slice(2 * place, 2 * place + 4).map((one) => one.toFixed(3));
        return [`${x} ${y}`, `${toX} ${toY}`].sort().join(" ");
      }),
    )
    .filter((piece) => new Set(piece.split(" ")).size > 2)
    .sort();
}

/** Square metres within a ring. */
function ground(ring: readonly number[]): number {
  let doubled = 0;
  for (let place = 0; place + 3 < ring.length; place += 2) {
    doubled += at(ring, place) * at(ring, place + 3) - at(ring, place + 2) * at(ring, place + 1);
  }
  return Math.abs(doubled) / 2;
}

test("areas beside one another have different tones", () => {
  const draw = chance(5);
  for (let round = 0; round < 30; round++) {
    const town = block(
      1 + draw(8),
      Array.from({ length: 1 + draw(60) }, () => draw(7)),
    );
    const tones = tonesOf(town, town.today, 7);
    const { start, beside } = town.neighbours;
    for (let part = 0; part < town.count; part++) {
      for (let place = at(start, part); place < at(start, part + 1); place++) {
        const [own, other] = [at(town.today, part), at(town.today, at(beside, place))];
        if (own !== other) expect(tones[own]).not.toBe(tones[other]);
      }
    }
    expect(tonesOf(town, town.today, 7, tones)).toEqual(tones);
  }
});

test("an area keeps its tone until one beside it has the same", () => {
  const town = block(3, [0, 1, 2]);
  expect([...tonesOf(town, town.today, 3, [2, 3, 1])]).toEqual([2, 3, 1]);
  expect([...tonesOf(town, town.today, 3, [3, 3, 1])]).toEqual([0, 3, 1]);
  // One that is new takes what its neighbours leave, though it has more of them.
  expect([...tonesOf(block(3, [0, 2, 1]), Int32Array.of(0, 2, 1), 3, [0, 0])]).toEqual([0, 0, 1]);
});

test("the ground is read as it is sent", () => {
  const ground = groundOf({
    areas: [
      { zone: 0, patches: 2 },
      { zone: 1, patches: 0 },
    ],
    buildings: { id: [7, 9], shape: squares(2, 2) },
    atoms: {
      building: [0, 1, 1],
      x: [113150050, 113150150, 113150150],
      y: [27830050, 27830050, 27830050],
      households: [3, 4, 5],
      load: [3, 4, 5],
      area: [0, 1, -1],
      patch: [0, -1, -1],
      zone: [0, 1, 1],
    },
    edges: { a: [0, 1], b: [1, 2], m: [11, 0] },
  });
  expect(ground.parts).toEqual([[0], [1, 2]]);
  expect(ground.byId.get(9)).toBe(1);
  expect([...ground.town.patched]).toEqual([1, 0]);
  expect(shapeAt(ground.shapes, { x: at(ground.town.x, 1), y: at(ground.town.y, 1) }, 0)).toBe(1);
  expect([...ground.town.neighbours.start]).toEqual([0, 1, 3, 4]);
});
