import { describe, expect, test } from "vitest";
import { foundPages, isTicked, keyOf, type ReadBox, type ReadPage, typedOf } from "./ticks.ts";

function box(word: string, state: ReadBox["state"]): ReadBox {
  const place = { x: 1, y: 2, side: 3.6, unit: null, door: null };
  return { ...place, number: 1, means: "1", word, state, doubt: null };
}

function page(code: string, leaf: number, boxes: ReadBox[]): ReadPage {
  return { problem: null, code, leaf, width: 210, height: 297, picture: "aaaa", boxes };
}

describe("ticks of a picture", () => {
  const boxes = [box("1", "ticked"), box("1", "ticked"), box("4:2-301n", "doubtful")];
  const pages = foundPages([
    page("9-A", 2, [...boxes, box("7", "empty")]),
    { ...page("9-A", 3, []), code: null, problem: "blurred" },
    page("8-B", 1, [box("5", "ticked")]),
  ]);
  const first = pages[0] as NonNullable<(typeof pages)[0]>;

  test("are typed once each, those in doubt when somebody has decided", () => {
    expect(typedOf(pages, "9-A", new Map())).toBe("1");
    expect(isTicked(first, 2, new Map())).toBeNull();
    const decided = new Map([[keyOf(first, 2), true]]);
    expect(typedOf(pages, "9-A", decided)).toBe("1; 4:2-301n");
    expect(typedOf(pages, "8-B", decided)).toBe("5");
  });

  test("a person is right against what was read", () => {
    const decided = new Map([
      [keyOf(first, 0), false],
      [keyOf(first, 1), false],
      [keyOf(first, 3), true],
    ]);
    expect(typedOf(pages, "9-A", decided)).toBe("7");
  });

  test("pages that could not be read are left out", () => {
    expect(pages.map(({ code, leaf }) => `${code} ${leaf}`)).toEqual(["9-A 2", "8-B 1"]);
  });
});
