import { expect, test } from "vitest";
import { rate, total } from "./totals.ts";

test("figures add up, rates do not", () => {
  const one = { target: 100, reached: 90, attempted: 95, untried: 5, rate: 0.9 };
  const other = { target: 300, reached: 30, attempted: 45, untried: 255, rate: 0.1 };
  expect(total([one, other])).toEqual({
    target: 400,
    reached: 120,
    attempted: 140,
    untried: 260,
    rate: 0.3,
    attempted_rate: 0.35,
  });
  expect(total([])).toBeNull();
});

test("without a target there is no rate", () => {
  expect(rate(0, 0)).toBeNull();
  expect(total([{ target: 0, reached: 0, attempted: 0 }])).toMatchObject({ rate: null });
});
