// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fadeFrom } from "./fade.ts";

const PART = { left: 100, top: 50, width: 40, height: 20 };
const fading: { onfinish?: () => void; duration?: unknown } = {};

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "animate").mockImplementation((_, options) => {
    fading.duration = (options as KeyframeAnimationOptions).duration;
    return fading as unknown as Animation;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function tile(): HTMLCanvasElement {
  const ground = document.createElement("div");
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1026;
  ground.append(canvas);
  return canvas;
}

const covering = (canvas: HTMLCanvasElement) =>
  canvas.parentElement?.querySelector<HTMLElement>(".fading");

test("what was there lies over its place and is gone after 300 ms", () => {
  const canvas = tile();
  fadeFrom(canvas, PART);

  const before = covering(canvas);
  expect(before?.style.width).toBe("20px");
  expect(before?.style.height).toBe("10px");
  expect(fading.duration).toBe(300);
  fading.onfinish?.();
  expect(covering(canvas)).toBeNull();
});

test("who wants less motion sees the new colour at once", () => {
  vi.stubGlobal("matchMedia", (query: string) => ({ matches: query.includes("reduce") }));
  const canvas = tile();
  fadeFrom(canvas, PART);
  expect(covering(canvas)).toBeNull();
});
