import { expect, test } from "vitest";
import { uuid7 } from "./uuid7.ts";

test("version, variant and time stand where RFC 9562 wants them", () => {
  const now = Date.now() + 10_000;
  const id = uuid7(now);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(now);
});

test("ids rise, also within a millisecond and when the clock goes back", () => {
  const now = Date.now() + 60_000;
  const ids = [uuid7(now), uuid7(now), uuid7(now - 5_000), uuid7(now + 1_000)];
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(4);
});
