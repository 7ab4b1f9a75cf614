import { expect, test } from "vitest";
import {
  EVERY_OPEN_HAZARD,
  type Hazard,
  isOverdue,
  likelySame,
  mostUrgentFirst,
  passes,
} from "./hazards.ts";

const NOW = Date.parse("2026-11-21T16:40:00+08:00");

function hazard(uid: string, more: Partial<Hazard> = {}): Hazard {
  return {
    uid,
    category: "blocked",
    severity: "minor",
    state: "open",
    place: [113.147, 27.852],
    building: null,
    address: null,
    openedAt: "2026-11-20T08:00:00Z",
    dueAt: "2026-11-22T08:00:00Z",
    seq: 1,
    ...more,
  };
}

test("over the limit first, then the gravest, then the least time left, handled last", () => {
  const hazards = [
    hazard("handled", { state: "handled", dueAt: "2026-11-01T00:00:00Z" }),
    hazard("later", { dueAt: "2026-11-25T00:00:00Z" }),
    hazard("soon"),
    hazard("severe", { severity: "severe", dueAt: "2026-12-01T00:00:00Z" }),
    hazard("over", { dueAt: "2026-11-21T08:05:00Z" }),
  ];
  const order = mostUrgentFirst(hazards, NOW).map(({ uid }) => uid);
  expect(order).toEqual(["over", "severe", "soon", "later", "handled"]);
  expect(hazards.filter((one) => isOverdue(one, NOW)).map(({ uid }) => uid)).toEqual(["over"]);
});

test("filters pass what they name", () => {
  const handled = hazard("a", { state: "handled" });
  expect(passes(handled, EVERY_OPEN_HAZARD, NOW)).toBe(false);
  expect(passes(handled, { ...EVERY_OPEN_HAZARD, withHandled: true }, NOW)).toBe(true);
  expect(passes(hazard("a"), { ...EVERY_OPEN_HAZARD, category: "fire" }, NOW)).toBe(false);
  expect(passes(hazard("a"), { ...EVERY_OPEN_HAZARD, severity: "minor" }, NOW)).toBe(true);
  expect(passes(hazard("a"), { ...EVERY_OPEN_HAZARD, overdueOnly: true }, NOW)).toBe(false);
});

test("the same kind within 25 metres may be the same thing", () => {
  const near = hazard("near", { place: [113.1472, 27.852] });
  const nearer = hazard("nearer", { place: [113.1471, 27.852] });
  const far = hazard("far", { place: [113.1473, 27.852] });
  expect(likelySame([far, near, nearer], "blocked", [113.147, 27.852])?.hazard.uid).toBe("nearer");
  expect(likelySame([far], "blocked", [113.147, 27.852])).toBeNull();
  expect(likelySame([nearer], "fire", [113.147, 27.852])).toBeNull();
  const handled = hazard("h", { state: "handled" });
  expect(likelySame([handled], "blocked", [113.147, 27.852])).toBeNull();
});
