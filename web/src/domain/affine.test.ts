import { expect, test } from "vitest";
import {
  type Affine,
  affineOf,
  applied,
  distortion,
  LIKELY_MISTAKEN,
  onOneLine,
} from "./affine.ts";

const corners = [
  { x: 10, y: 20 },
  { x: 900, y: 40 },
  { x: 300, y: 700 },
] as const;

function pinned(to: Affine) {
  const [p, q, r] = corners;
  return [
    { picture: p, world: applied(to, p) },
    { picture: q, world: applied(to, q) },
    { picture: r, world: applied(to, r) },
  ] as const;
}

const turned: Affine = { a: 3e-8, b: 1e-8, c: -1e-8, d: 3e-8, e: 0.8142, f: 0.4211 };

test("three pins give back the affine that made them", () => {
  const found = affineOf(pinned(turned));
  expect(found).not.toBeNull();
  for (const key of ["a", "b", "c", "d", "e", "f"] as const) {
    expect(found?.[key]).toBeCloseTo(turned[key], 12);
  }
});

test("every other point of the picture goes where the pins say, to a thousandth of a metre", () => {
  const found = affineOf(pinned(turned)) as Affine;
  const there = applied(found, { x: 1200, y: 1600 });
  const meant = applied(turned, { x: 1200, y: 1600 });
  expect(Math.hypot(there.x - meant.x, there.y - meant.y) * 40_075_016).toBeLessThan(1e-3);
});

test("pins on one line, on the picture or on the ground, pin nothing", () => {
  const [p, q] = corners;
  const between = { x: (p.x + q.x) / 2, y: (p.y + q.y) / 2 + 3 };
  expect(onOneLine([p, q, between])).toBe(true);
  expect(onOneLine([p, q, { x: p.x + 1, y: p.y + 1 }])).toBe(true);
  expect(onOneLine(corners)).toBe(false);
  const [one, two, three] = pinned(turned);
  expect(affineOf([one, two, { picture: between, world: three.world }])).toBeNull();
  expect(affineOf([one, two, { picture: three.picture, world: one.world }])).toBeNull();
});

test("a picture only turned and scaled is not distorted, one with two pins mistaken is", () => {
  expect(distortion(turned)).toBeCloseTo(1, 9);
  const [p, q, r] = pinned(turned);
  const mistaken = affineOf([p, { ...q, world: r.world }, { ...r, world: q.world }]) as Affine;
  expect(distortion(mistaken)).toBe(Number.POSITIVE_INFINITY);
  expect(distortion({ ...turned, a: 6e-8, b: 2e-8 })).toBeGreaterThan(LIKELY_MISTAKEN);
});
