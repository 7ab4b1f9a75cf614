// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { toPoint } from "../../domain/mercator.ts";
import { drawing as words } from "../../words/en/drawing.ts";
import type { Place } from "../contract.ts";
import { draw, type Shape } from "./draw.ts";
import { standing } from "./standing.ts";

let ground: ReturnType<typeof standing>;

beforeEach(() => {
  ground = standing();
});

afterEach(() => {
  document.body.replaceChildren();
});

function press(x: number, y: number, how: { detail?: number; altKey?: boolean } = {}): void {
  const at = { clientX: x, clientY: y, bubbles: true, isPrimary: true };
  const sheet = ground.container.querySelector(".sketch:not([inert])");
  sheet?.dispatchEvent(new PointerEvent("pointerdown", at));
  sheet?.dispatchEvent(new MouseEvent("click", { ...at, detail: 1, ...how }));
}

function key(name: string): void {
  window.dispatchEvent(
    new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }),
  );
}

function pixels(corners: readonly Place[] | null): readonly (readonly [number, number])[] | null {
  if (!corners) return null;
  return corners.map((corner) => {
    const { x, y } = ground.pixel(corner);
    return [Math.round(x * 100) / 100, Math.round(y * 100) / 100];
  });
}

const start = (shape: Shape, more: Partial<Parameters<typeof draw>[2]> = {}) =>
  draw(ground, shape, { words, ...more });

test("a polygon of pressed corners, finished by Enter", async () => {
  const drawn = start("polygon");
  press(10, 10);
  press(110, 10);
  press(110, 90);
  key("Enter");
  expect(pixels(await drawn)).toEqual([
    [10, 10],
    [110, 10],
    [110, 90],
  ]);
  expect(ground.container.querySelector(".sketch:not([inert])")).toBeNull();
  await vi.waitFor(() => expect(ground.container.querySelector(".sketch")).toBeNull());
  expect(ground.held).toBe(0);
});

test("the keys go to the map while something is drawn, and back to the button that began", async () => {
  const button = document.body.appendChild(document.createElement("button"));
  ground.container.tabIndex = 0;
  button.focus();
  const drawn = start("polygon");
  expect(document.activeElement).toBe(ground.container);
  key("Escape");
  await drawn;
  expect(document.activeElement).toBe(button);
});

test("the first corner closes it, a double press as well, without a corner of its own", async () => {
  const closed = start("polygon");
  for (const [x, y] of [
    [10, 10],
    [110, 10],
    [110, 90],
    [14, 12],
  ] as const)
    press(x, y);
  expect(pixels(await closed)).toHaveLength(3);
  const doubled = start("polygon");
  for (const [x, y] of [
    [10, 10],
    [110, 10],
    [110, 90],
  ] as const)
    press(x, y);
  press(111, 91, { detail: 2 });
  expect(pixels(await doubled)).toHaveLength(3);
});

test("Backspace takes the last corner back, Esc gives up", async () => {
  const drawn = start("line");
  press(10, 10);
  press(50, 50);
  press(200, 20);
  key("Backspace");
  key("Enter");
  expect(pixels(await drawn)).toEqual([
    [10, 10],
    [50, 50],
  ]);
  const given = start("polygon");
  press(10, 10);
  key("Escape");
  expect(await given).toBeNull();
});

test("an outline that crosses itself is not finished, and says so", async () => {
  const done = vi.fn();
  start("polygon").then(done);
  for (const [x, y] of [
    [10, 10],
    [110, 110],
    [110, 10],
    [10, 110],
  ] as const)
    press(x, y);
  key("Enter");
  await Promise.resolve();
  expect(done).not.toHaveBeenCalled();
  expect(ground.container.querySelector("[role=status]")?.textContent).toBe(words.crossing);
});

test("a pan sets no corner", async () => {
  const drawn = start("point");
  const sheet = ground.container.querySelector(".sketch:not([inert])");
  const from = { clientX: 10, clientY: 10, bubbles: true, isPrimary: true };
  sheet?.dispatchEvent(new PointerEvent("pointerdown", from));
  sheet?.dispatchEvent(new MouseEvent("click", { clientX: 60, clientY: 10, bubbles: true }));
  press(30, 40);
  expect(pixels(await drawn)).toEqual([[30, 40]]);
});

test("a side and a depth make a building with right angles; two corners an upright one", async () => {
  const turned = start("turned");
  press(10, 10);
  press(110, 10);
  press(300, 60);
  expect(pixels(await turned)).toEqual([
    [10, 10],
    [110, 10],
    [110, 60],
    [10, 60],
  ]);
  const upright = start("upright");
  press(10, 10);
  press(110, 90);
  expect(pixels(await upright)).toHaveLength(4);
});

test("a press near a street is on it, with Alt it is where it was pressed", async () => {
  const street = [toPoint(ground.place({ x: 0, y: 50 })), toPoint(ground.place({ x: 300, y: 50 }))];
  const snapped = start("point", { lines: () => [street] });
  press(100, 57);
  expect(pixels(await snapped)).toEqual([[100, 50]]);
  const free = start("point", { lines: () => [street] });
  press(100, 57, { altKey: true });
  expect(pixels(await free)).toEqual([[100, 57]]);
});

test("by keyboard the crosshair in the middle sets points", async () => {
  const drawn = start("point");
  key("Enter");
  expect(pixels(await drawn)).toEqual([[200, 150]]);
});

test("Enter twice in one place finishes, also where it snapped to a street some way off", async () => {
  const street = [
    toPoint(ground.place({ x: 0, y: 161 })),
    toPoint(ground.place({ x: 400, y: 161 })),
  ];
  const drawn = start("line", { lines: () => [street] });
  press(40, 160);
  key("Enter"); // before this there is one point: it sets the second in the middle, 11 pixels off
  key("Enter");
  expect(pixels(await drawn)).toEqual([
    [40, 161],
    [200, 161],
  ]);
});

test("without a bar only keys that are pressed on the map are meant", async () => {
  const done = vi.fn();
  start("point", { bar: false }).then(done);
  key("Enter");
  key("Escape");
  await Promise.resolve();
  expect(done).not.toHaveBeenCalled();
  const enter = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true });
  ground.container.dispatchEvent(enter);
  await vi.waitFor(() => expect(done).toHaveBeenCalledTimes(1));
});

test("it can be ended from outside", async () => {
  const ending = new AbortController();
  const drawn = start("polygon", { signal: ending.signal });
  ending.abort();
  expect(await drawn).toBeNull();
});

test("a free hand draws a ring by one drag; a second finger gives the map back", async () => {
  const drawn = start("polygon", { freehand: true });
  const sheet = ground.container.querySelector(".sketch:not([inert])");
  const pointer = (name: string, x: number, y: number, isPrimary = true) =>
    sheet?.dispatchEvent(new PointerEvent(name, { clientX: x, clientY: y, isPrimary, button: 0 }));
  pointer("pointerdown", 10, 10);
  pointer("pointermove", 60, 10);
  pointer("pointerdown", 200, 200, false);
  // What was begun is gone; a drag too small is none.
  pointer("pointerdown", 10, 10);
  pointer("pointermove", 14, 12);
  pointer("pointerup", 14, 12);
  pointer("pointerdown", 10, 10);
  for (const [x, y] of [
    [110, 10],
    [110, 90],
    [10, 90],
    [10, 5],
    [14, 12],
  ] as const)
    pointer("pointermove", x, y);
  pointer("pointerup", 14, 12);
  expect(pixels(await drawn)).toEqual([
    [10, 10],
    [110, 10],
    [110, 90],
    [10, 90],
    [10, 5],
    [14, 12],
  ]);
});

test("without a free hand a drag is the map's", async () => {
  const drawn = start("polygon");
  const heard = vi.fn();
  ground.container.addEventListener("mousedown", heard);
  const sheet = ground.container.querySelector(".sketch:not([inert])");
  sheet?.dispatchEvent(new MouseEvent("mousedown", { bubbles: true }));
  expect(heard).toHaveBeenCalledOnce();
  key("Escape");
  await drawn;
  const free = start("polygon", { freehand: true });
  ground.container
    .querySelector(".sketch:not([inert])")
    ?.dispatchEvent(new MouseEvent("mousedown", { bubbles: true }));
  expect(heard).toHaveBeenCalledOnce();
  key("Escape");
  await free;
});
