import { signal } from "@preact/signals";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { followLater } from "./followLater.ts";

let frames: (() => void)[] = [];

beforeEach(() => {
  frames = [];
  vi.stubGlobal("requestAnimationFrame", (draw: () => void) => frames.push(draw));
  vi.stubGlobal("cancelAnimationFrame", (frame: number) => {
    frames[frame - 1] = () => {};
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** Lets a frame pass. */
function passFrame(): void {
  for (const draw of frames.splice(0)) draw();
}

test("a deed is done at once, then once for all changes, in the frame that shows them", () => {
  const [one, other] = [signal(1), signal(10)];
  const seen: number[] = [];
  const leave = followLater(() => seen.push(one.value + other.value));
  expect(seen).toEqual([11]);
  one.value = 2;
  other.value = 20;
  expect(seen).toEqual([11]);
  passFrame();
  expect(seen).toEqual([11, 22]);
  other.value = 30;
  passFrame();
  expect(seen).toEqual([11, 22, 32]);
  leave();
});

test("what is left is not done any more, whether a change had come before or not", () => {
  const one = signal(1);
  const seen: number[] = [];
  const leave = followLater(() => seen.push(one.value));
  one.value = 2;
  leave();
  one.value = 3;
  passFrame();
  expect(seen).toEqual([1]);
});
