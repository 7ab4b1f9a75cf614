// @vitest-environment happy-dom
import { afterEach, expect, test } from "vitest";
import { BackdropLayer, matrixOf, type ThreePins } from "./backdrop.ts";
import { standing } from "./standing.ts";

afterEach(() => document.body.replaceChildren());

const ground = standing();

/** Pins that lay the picture half as large, 30 to the right and 40 down. */
const pins: ThreePins = [
  { picture: { x: 0, y: 0 }, place: ground.place({ x: 30, y: 40 }) },
  { picture: { x: 200, y: 0 }, place: ground.place({ x: 130, y: 40 }) },
  { picture: { x: 0, y: 100 }, place: ground.place({ x: 30, y: 90 }) },
];

function numbers(matrix: string | null): number[] {
  return (matrix ?? "")
    .replace(/^matrix\(|\)$/g, "")
    .split(",")
    .map(Number);
}

test("the picture's pixels go where the pins say", () => {
  const [a, b, c, d, e, f] = numbers(matrixOf(pins, ground)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (const [found, meant] of [
    [a, 0.5],
    [b, 0],
    [c, 0],
    [d, 0.5],
    [e, 30],
    [f, 40],
  ] as const) {
    expect(found).toBeCloseTo(meant, 4);
  }
});

test("a pane that has moved does not move the picture on the map", () => {
  const moved = { pixel: ground.pixel, origin: () => ({ x: 12, y: -7 }) };
  const [, , , , e, f] = numbers(matrixOf(pins, moved));
  expect(e).toBeCloseTo(18, 4);
  expect(f).toBeCloseTo(47, 4);
});

test("pins on one line show no picture, and the picture goes with its layer", () => {
  const layer = new BackdropLayer(ground, "plan.png", { width: 200, height: 100 });
  const picture = ground.container.querySelector("img");
  layer.pin(pins);
  expect(picture?.hidden).toBe(false);
  layer.pin([pins[0], pins[1], { ...pins[2], picture: { x: 100, y: 0 } }]);
  expect(picture?.hidden).toBe(true);
  layer.remove();
  expect(ground.container.querySelector("img")).toBeNull();
});
