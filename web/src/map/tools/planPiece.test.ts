import { expect, test } from "vitest";
import { Frame, shapesOf } from "../../domain/plan/shapes.ts";
import { LOOK, type PlanPicture } from "./planPicture.ts";
import { boxOf, EVERYWHERE, NOWHERE, pieceChanged } from "./planPiece.ts";

/** Four squares in a row; each begins where the one before it ends. */
const frame = new Frame([113, 28]);
const step = [0, 0, 100, 0, 0, -100, -100, 0, 0, 100];
const squares = shapesOf(
  {
    xy: [0, 1, 2, 3].flatMap((square) =>
      square === 0 ? [113e6, 28e6, ...step.slice(2)] : [100, 0, ...step.slice(2)],
    ),
    vertices: [5, 5, 5, 5],
    pieces: [1, 1, 1, 1],
  },
  frame,
);
const ringOf = (from: number, to = from) => {
  const { left, top, bottom } = boxOf(squares, from);
  const { right } = boxOf(squares, to);
  return [[left, top, right, top, right, bottom, left, bottom, left, top]];
};
const outlines = new Map([
  [0, ringOf(0)],
  [1, ringOf(1)],
  [2, ringOf(2, 3)],
]);
const picture: PlanPicture = {
  frame,
  buildings: squares,
  outlines,
  fills: ["tone0", "tone1", "tone2"],
  looks: new Uint8Array(4),
  selected: new Set(),
  locked: new Set(),
  borders: [],
  before: [],
  between: null,
  pills: [],
  arrows: [],
};
const side = (from: number, to: number) => {
  const [first, last] = [boxOf(squares, from), boxOf(squares, to)];
  return { ...first, right: last.right };
};

test("a picture like the one before leaves the ground as it is, writing or not", () => {
  expect(pieceChanged(picture, { ...picture, locked: new Set([1]) })).toEqual(NOWHERE);
});

test("a building that looks otherwise, or is selected, is drawn alone", () => {
  const looks = Uint8Array.from([0, LOOK.moved, 0, 0]);
  expect(pieceChanged(picture, { ...picture, looks })).toEqual(side(1, 1));
  expect(pieceChanged({ ...picture, selected: new Set([3]) }, picture)).toEqual(side(3, 3));
});

test("areas that are outlined otherwise are drawn, before and after", () => {
  const now = new Map(outlines).set(1, ringOf(0, 1));
  now.delete(0);
  expect(pieceChanged(picture, { ...picture, outlines: now })).toEqual(side(0, 1));
  const far = new Map(outlines).set(1, ringOf(1, 3));
  expect(pieceChanged({ ...picture, outlines: far }, picture)).toEqual(side(1, 3));
});

test("ground that is outlined anew is drawn with all that is around it", () => {
  const between = { within: ringOf(1, 2), grounds: new Map([[1, ringOf(0)]]), borders: [] };
  expect(pieceChanged(picture, { ...picture, between })).toEqual(side(1, 2));
  expect(pieceChanged({ ...picture, between }, { ...picture, between })).toEqual(NOWHERE);
});

test("an area that stands otherwise is drawn with all of its outline", () => {
  const fills = ["tone0", "tone1", "over"] as const;
  expect(pieceChanged(picture, { ...picture, fills })).toEqual(side(2, 3));
});

test("other ground, other borders of today or no picture before it: all is drawn", () => {
  expect(pieceChanged(null, picture)).toBe(EVERYWHERE);
  expect(pieceChanged({ ...picture, outlines: new Map() }, picture)).toBe(EVERYWHERE);
  expect(pieceChanged(picture, { ...picture, before: [[0, 0, 1, 1]] })).toBe(EVERYWHERE);
});
