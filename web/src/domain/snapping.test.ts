import { expect, test } from "vitest";
import { nearestOn, snap } from "./snapping.ts";

const street = [
  { x: 0, y: 0 },
  { x: 100, y: 0 },
];
const border = [
  { x: 50, y: 4 },
  { x: 50, y: 100 },
];

test("nothing within reach leaves the point where it is", () => {
  expect(snap({ x: 30, y: 11 }, [street], 10)).toBeNull();
  expect(snap({ x: 30, y: 9 }, [], 10)).toBeNull();
  expect(snap({ x: 112, y: 0 }, [street], 10)).toBeNull();
});

test("the foot on the nearest edge", () => {
  const found = snap({ x: 30, y: 9 }, [street, border], 10);
  expect(found).toEqual({ point: { x: 30, y: 0 }, at: "edge", line: street });
});

test("a corner within reach wins over a nearer edge", () => {
  const found = snap({ x: 52, y: 1 }, [street, border], 10);
  expect(found).toEqual({ point: { x: 50, y: 4 }, at: "corner", line: border });
});

test("the nearest of two corners", () => {
  const found = snap({ x: 2, y: 3 }, [[{ x: 5, y: 5 }], street], 10);
  expect(found?.point).toEqual({ x: 0, y: 0 });
});

test("a reach of nothing still finds the point itself", () => {
  expect(snap({ x: 100, y: 0 }, [street], 0)?.at).toBe("corner");
});

test("beyond the ends of a segment its end is nearest, also when it has no length", () => {
  expect(nearestOn({ x: -5, y: 5 }, { x: 0, y: 0 }, { x: 9, y: 0 })).toEqual({ x: 0, y: 0 });
  expect(nearestOn({ x: 3, y: 3 }, { x: 1, y: 1 }, { x: 1, y: 1 })).toEqual({ x: 1, y: 1 });
});
