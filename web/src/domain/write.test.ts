import { expect, test } from "vitest";
import { count, day, dayBefore, percent } from "./write.ts";

test.each([
  [null, "—"],
  [0, "0%"],
  [0.0004, "1%"],
  [0.6095, "61%"],
  [0.9991, "99%"],
  [1, "100%"],
])("rate %s is written %s", (rate, text) => {
  expect(percent(rate)).toBe(text);
});

test("thousands are grouped", () => {
  expect(count(12450)).toBe("12,450");
});

test("the year is named only when it is not this one", () => {
  const today = new Date(2026, 10, 21);
  expect(day("2026-11-01", "zh-CN", today)).toBe("11 月 1 日");
  expect(day("2025-11-01", "zh-CN", today)).toBe("2025 年 11 月 1 日");
  expect(day("2026-11-01T08:00:00Z", "en", today)).toBe("1 Nov");
  expect(day("2025-11-01", "en", today)).toBe("1 Nov 2025");
});

test("the last day of a half-open period is the day before its end", () => {
  expect(dayBefore("2026-11-22")).toBe("2026-11-21");
  expect(dayBefore("2027-01-01")).toBe("2026-12-31");
});
