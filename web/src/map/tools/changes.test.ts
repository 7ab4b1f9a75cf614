// @vitest-environment happy-dom
import { afterEach, expect, test } from "vitest";
import { type ChangedThing, ChangeLayer } from "./changes.ts";
import { standing } from "./standing.ts";

afterEach(() => document.body.replaceChildren());

const ground = standing();
const at = (x: number, y: number) => ground.place({ x, y });

const house: ChangedThing = {
  change: "added",
  ref: "house",
  message: null,
  form: "area",
  parts: [[at(10, 10), at(50, 10), at(50, 50), at(10, 50)]],
};
const door: ChangedThing = { ...house, ref: "door", form: "point", parts: [[at(100, 100)]] };
const street: ChangedThing = {
  ...house,
  ref: "street",
  form: "line",
  parts: [[at(0, 200), at(300, 200)]],
};

test("a press finds what it is on: in an area, near a point, beside a line", () => {
  const layer = new ChangeLayer(ground);
  layer.show([house, door, street]);
  expect(layer.at(at(30, 30))?.ref).toBe("house");
  expect(layer.at(at(106, 104))?.ref).toBe("door");
  expect(layer.at(at(150, 206))?.ref).toBe("street");
  expect(layer.at(at(150, 150))).toBeNull();
  layer.remove();
});

test("of two on top of each other the later one", () => {
  const layer = new ChangeLayer(ground);
  layer.show([house, { ...house, ref: "again" }]);
  expect(layer.at(at(30, 30))?.ref).toBe("again");
  layer.remove();
  expect(ground.container.querySelector("canvas")).toBeNull();
});
