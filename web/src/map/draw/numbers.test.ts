import { expect, test } from "vitest";
import { STATUS } from "../contract.ts";
import { Cover } from "./cover.ts";
import { type Numbered, placeNumbers } from "./numbers.ts";

const measure = (text: string) => text.length * 7;
const building = (changes: Partial<Numbered> = {}): Numbered => ({
  text: "7",
  house: "",
  status: STATUS.untouched,
  chosen: false,
  left: 100,
  top: 100,
  right: 160,
  bottom: 124,
  covers: () => true,
  ...changes,
});

test("a disc stands on a building that is seen around it", () => {
  const [place] = placeNumbers([building()], new Cover(400, 400), measure, 18);
  expect(place).toMatchObject({ x: 130, y: 112, from: null });
});

test("a disc that would hide its whole building stands beside it, with a line", () => {
  const small = building({ right: 118, bottom: 116 });
  const [place] = placeNumbers([small], new Cover(400, 400), measure, 18);
  expect(place?.from).toEqual([109, 108]);
  const away = Math.max(Math.abs((place?.x ?? 0) - 109) - 9, Math.abs((place?.y ?? 0) - 108) - 8);
  expect(away).toBeGreaterThanOrEqual(place?.radius ?? Infinity);
});

test("two discs do not touch", () => {
  const places = placeNumbers(
    [building(), building({ text: "8" })],
    new Cover(400, 400),
    measure,
    18,
  );
  expect(places).toHaveLength(2);
  const [[ax = 0, ay = 0, ar = 0] = [], [bx = 0, by = 0, br = 0] = []] = places.map(
    ({ x, y, radius }) => [x, y, radius],
  );
  expect(Math.hypot(ax - bx, ay - by)).toBeGreaterThan(ar + br);
});

test("what is chosen comes first, and is shown even where all is full", () => {
  const cover = new Cover(400, 400);
  cover.put(0, 0, 400, 400, 1);
  const chosen = building({ text: "9", chosen: true, right: 110, bottom: 110 });
  const other = building({ right: 110, bottom: 110 });
  expect(placeNumbers([other, chosen], cover, measure, 18).map(({ text }) => text)).toEqual(["9"]);
});

test("a done building's number is left out where it finds no room", () => {
  const done = building({ status: STATUS.done, right: 112 });
  expect(placeNumbers([done], new Cover(400, 400), measure, 18)).toEqual([]);
});

test("a house number does not run into the disc beside its building", () => {
  const cover = new Cover(400, 400);
  // Free ground is only below.
  cover.put(0, 0, 400, 117, 9);
  const small = building({ right: 118, bottom: 116, house: "3" });
  const [place] = placeNumbers([small], cover, measure, 18);
  expect(place?.y).toBeGreaterThan(117);
  expect(place?.house).toBeNull();
});
