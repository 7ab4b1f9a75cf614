import { expect, test } from "vitest";
import vectors from "../../../tests/vectors/keyed.json" with { type: "json" };
import { readMarks } from "./keyed.ts";

interface Case {
  readonly name: string;
  readonly lines: readonly [number, boolean, readonly [string | null, string][]][];
  readonly text: string;
  readonly marks: readonly [number, number, string][];
  /** Code, word, and what to write instead for a door and for a number. */
  readonly faults: readonly (readonly string[])[];
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
  const told = read.faults.map(({ code, start, end, facts: { write, other } }) =>
    [code, text.slice(start, end), write, other].filter((each) => each !== undefined),
  );
  expect(told).toEqual(faults);
});
