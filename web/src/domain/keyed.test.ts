import { expect, test } from "vitest";
import vectors from "../../../tests/vectors/keyed.json" with { type: "json" };
import { leftOver, readMarks } from "./keyed.ts";

interface Case {
  readonly name: string;
  readonly lines: readonly [number, boolean, readonly [string | null, string][]][];
  readonly text: string;
  readonly marks: readonly [number, number, string][];
  readonly faults: readonly [string, string][];
}

const cases = vectors.cases as unknown as readonly Case[];

test.each(cases)("marks are read as on the server: $name", ({ lines, text, marks, faults }) => {
  const read = readMarks(
    text,
    lines.map(([number, byDoor, doors]) => ({
      number,
      byDoor,
      doors: doors.map(([unit, label]) => ({ unit, label })),
    })),
  );
  expect(read.marks.map(({ number, door, outcome }) => [number, door, outcome])).toEqual(marks);
  expect(read.faults.map(({ code, start, end }) => [code, text.slice(start, end)])).toEqual(faults);
});

test("words that were not taken keep the building whose doors they name", () => {
  const doors = (...labels: string[]) => labels.map((label) => ({ unit: null, label }));
  const lines = [
    { number: 3, byDoor: false, doors: doors("") },
    { number: 4, byDoor: true, doors: doors("301", "302", "303") },
    { number: 5, byDoor: true, doors: doors("901") },
  ];
  const left = (text: string) => leftOver(text, readMarks(text, lines).faults, lines);
  expect(left("3 4:301 901")).toBe("");
  expect(left("4:301 998 999n; 77 5:901")).toBe("4:998 999n; 77");
  expect(left("4：301 999n；77")).toBe("4:999n; 77");
  expect(left("4:999 3 77")).toBe("4:999; 77");
  expect(left("4:999;5:999 abc")).toBe("4:999; 5:999 abc");
});
