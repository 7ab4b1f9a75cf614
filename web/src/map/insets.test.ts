import { expect, test } from "vitest";
import { insetBoxes } from "./insets.ts";

test("beside controls and legend the map is free", () => {
  const insets = { top: 60, right: 64, bottom: 90, left: 400, rightTop: 640, bottomLeft: 900 };
  const boxes = insetBoxes({ x: 1440, y: 900 }, insets);
  expect(boxes.right).toEqual({ left: 1376, top: 640, right: 1440, bottom: 900 });
  expect(boxes.bottom).toEqual({ left: 900, top: 810, right: 1440, bottom: 900 });
});

test("a panel of which nothing more is known covers its whole side", () => {
  const boxes = insetBoxes({ x: 390, y: 844 }, { top: 0, right: 10, bottom: 400, left: 0 });
  expect(boxes.right.top).toBe(0);
  expect(boxes.bottom).toEqual({ left: 0, top: 444, right: 390, bottom: 844 });
});
