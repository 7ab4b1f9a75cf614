import { expect, test } from "vitest";
import { worstFirst } from "./order.ts";

test("least met comes first, no target last, ties by code", () => {
  const areas = [
    { code: "4", rate: null },
    { code: "3", rate: 0.5 },
    { code: "2", rate: 0.5 },
    { code: "1", rate: 0.2 },
  ];
  expect(worstFirst(areas, ({ rate }) => rate).map((area) => area.code)).toEqual([
    "1",
    "2",
    "3",
    "4",
  ]);
  expect(areas[0]?.code).toBe("4");
});
