import { expect, test } from "vitest";
import { ServerClock } from "./clock.ts";

const THERE = "Sat, 21 Nov 2026 12:00:00 GMT";
const NOON = Date.parse(THERE);
const DAY = 86_400_000;

test("a device that is a day off tells the server's time", () => {
  const clock = new ServerClock();
  clock.hear(THERE, NOON + DAY);
  expect(clock.now(NOON + DAY + 5_000)).toBe(NOON + 5_000);
});

test("what an answer takes on its way is not taken for a wrong clock", () => {
  const clock = new ServerClock();
  clock.hear(THERE, NOON + 3_000);
  expect(clock.now(NOON + 3_000)).toBe(NOON + 3_000);
});

test.each([null, "", "yesterday"])("an answer that says %j tells no time", (date) => {
  const clock = new ServerClock();
  clock.hear(THERE, NOON + DAY);
  clock.hear(date, NOON + DAY);
  expect(clock.now(NOON + DAY)).toBe(NOON);
});
