// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AddressBar } from "./address.ts";

let bar: AddressBar;

beforeEach(() => {
  history.replaceState(null, "", "#/");
  bar = new AddressBar(window);
});

afterEach(() => bar.close());

const AREA = { kind: "area", code: "430202002" } as const;

test("an act is a step of its own, looking around is not", () => {
  const push = vi.spyOn(history, "pushState");
  const replace = vi.spyOn(history, "replaceState");
  bar.open(AREA);
  bar.look({ zoom: 16, lon: 113.147, lat: 27.852 });
  expect([push.mock.calls.length, replace.mock.calls.length]).toEqual([1, 1]);
  expect(location.hash).toBe("#/area/430202002?at=16/27.852/113.147");
  bar.ask({ level: "patch" });
  expect(location.hash).toBe("#/area/430202002?level=patch&at=16/27.852/113.147");
  push.mockRestore();
  replace.mockRestore();
});

test("a link that is followed changes the view and leaves the map where it looks", () => {
  bar.look({ zoom: 16, lon: 113.147, lat: 27.852 });
  history.pushState(null, "", bar.to(AREA));
  window.dispatchEvent(new Event("hashchange"));
  expect(bar.where.value.view).toEqual(AREA);
  expect(bar.where.value.camera?.zoom).toBe(16);
});

test("the sheet remembers how far it is drawn, step by step", () => {
  bar.open(AREA, "peek");
  expect(bar.stop.value).toBe("peek");
  bar.draw("full");
  expect(bar.stop.value).toBe("full");
  expect(history.state).toMatchObject({ stop: "full", raised: true });
  const back = vi.spyOn(history, "back").mockImplementation(() => {});
  bar.draw("half");
  expect(back).toHaveBeenCalled();
  back.mockRestore();
});
