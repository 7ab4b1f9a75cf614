import { expect, test } from "vitest";
import {
  clock,
  count,
  day,
  dayBefore,
  distance,
  lasting,
  moment,
  percent,
  portion,
} from "./write.ts";

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

test.each([
  [null, "—"],
  [0, "0%"],
  [57 / 84_277, "<0.1%"],
  [0.001, "0.1%"],
  [0.0837, "8.4%"],
  [1, "100%"],
])("a portion of %s is written %s", (rate, text) => {
  expect(portion(rate)).toBe(text);
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

test("metres below a kilometre, then kilometres", () => {
  expect(distance(60.4, "zh-CN")).toBe("60 米");
  expect(distance(999.6, "zh-CN")).toBe("1.0 公里");
  expect(distance(1230, "en")).toBe("1.2 km");
  expect(distance(500_000, "zh-CN")).toBe("500 公里");
  expect(distance(0.3, "en")).toBe("1 m");
  expect(distance(1e-9, "en")).toBe("0 m");
});

test("a length of time is said by its largest two units", () => {
  const minute = 60_000;
  expect(lasting(80 * minute, "zh-CN")).toBe("1 小时 20 分");
  expect(lasting(-35 * minute, "en")).toBe("35 min");
  expect(lasting((2 * 1440 + 65) * minute, "en")).toBe("2 d 1 h");
  expect(lasting(1440 * minute, "zh-CN")).toBe("1 天");
  expect(lasting(0, "en")).toBe("1 min");
});

test("the clock has 24 hours", () => {
  expect(clock(new Date(2026, 10, 21, 16, 4).getTime(), undefined)).toBe("16:04");
  expect(clock(Date.UTC(2026, 10, 21, 16, 4), "Asia/Shanghai")).toBe("00:04");
});

test("a moment is told by the calendar and the clock of the workspace", () => {
  const late = Date.UTC(new Date().getFullYear(), 10, 21, 21, 43);
  expect(moment(late, "zh-CN", "Asia/Shanghai")).toBe("11 月 22 日 05:43");
  expect(moment(late, "en", "America/New_York")).toBe("21 Nov 16:43");
});
