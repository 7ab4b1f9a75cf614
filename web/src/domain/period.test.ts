import { expect, test } from "vitest";
import { dayAfter, daysChosen, lastDay, PRESETS, presetOf, presetPeriod } from "./period.ts";

test("presets are half-open and end with today", () => {
  expect(presetPeriod("month", "2026-11-21")).toEqual({ from: "2026-11-01", to: "2026-11-22" });
  expect(presetPeriod("week", "2026-11-03")).toEqual({ from: "2026-10-28", to: "2026-11-04" });
  expect(presetPeriod("thirty", "2026-11-30")).toEqual({ from: "2026-11-01", to: "2026-12-01" });
  expect(presetPeriod("all", "2026-11-21")).toEqual({ from: null, to: null });
});

test("a preset is known again from its days", () => {
  for (const preset of PRESETS) {
    expect(presetOf(presetPeriod(preset, "2026-11-21"), "2026-11-21")).toBe(preset);
  }
  expect(presetOf({ from: "2026-11-02", to: null }, "2026-11-21")).toBeNull();
});

test("people name the last day, the period ends on the day after it", () => {
  expect(daysChosen("2026-11-01", "2026-11-21")).toEqual({ from: "2026-11-01", to: "2026-11-22" });
  expect(daysChosen("2026-11-21", "2026-11-01")).toEqual({ from: "2026-11-01", to: "2026-11-22" });
  expect(daysChosen(null, "2026-12-31")).toEqual({ from: null, to: "2027-01-01" });
  expect(lastDay({ from: null, to: "2027-01-01" })).toBe("2026-12-31");
  expect(lastDay({ from: null, to: null })).toBeNull();
});

test("days are counted over months and leap days", () => {
  expect(dayAfter("2028-02-28")).toBe("2028-02-29");
  expect(dayAfter("2026-03-01", -1)).toBe("2026-02-28");
});
