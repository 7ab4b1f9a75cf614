import { expect, test } from "vitest";
import { rectangleBetween, rectangleOn } from "./rectangle.ts";

const start = { x: 0, y: 0 };

test("the far side lies where the third point is, however far along it was pressed", () => {
  const ring = rectangleOn(start, { x: 10, y: 0 }, { x: 77, y: 4 });
  expect(ring).toEqual([start, { x: 10, y: 0 }, { x: 10, y: 4 }, { x: 0, y: 4 }]);
});

test("a slanted side keeps right angles, on either side of it", () => {
  for (const beyond of [
    { x: -1, y: 7 },
    { x: 7, y: -1 },
  ]) {
    const [a, b, c, d] = rectangleOn(start, { x: 6, y: 6 }, beyond) as [
      typeof start,
      typeof start,
      typeof start,
      typeof start,
    ];
    expect((b.x - a.x) * (c.x - b.x) + (b.y - a.y) * (c.y - b.y)).toBeCloseTo(0, 12);
    expect(d.x - a.x).toBeCloseTo(c.x - b.x, 12);
    expect(d.y - a.y).toBeCloseTo(c.y - b.y, 12);
    expect(Math.hypot(d.x - a.x, d.y - a.y)).toBeCloseTo(4 * Math.SQRT2, 12);
    expect(Math.sign(d.y - d.x)).toBe(Math.sign(beyond.y - beyond.x));
  }
});

test("a side without a length has no depth", () => {
  expect(rectangleOn(start, start, { x: 3, y: 3 })).toEqual([start, start, start, start]);
});

test("two opposite corners", () => {
  const ring = rectangleBetween({ x: 1, y: 2 }, { x: 5, y: 9 });
  expect(ring).toEqual([
    { x: 1, y: 2 },
    { x: 5, y: 2 },
    { x: 5, y: 9 },
    { x: 1, y: 9 },
  ]);
});
