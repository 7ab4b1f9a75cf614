import { expect, test } from "vitest";
import type { Building } from "../api/buildings.ts";
import { connect } from "../api/server.ts";
import { Chosen } from "./chosen.ts";
import { rightsOf } from "./rights.ts";

const building = (i: number) => ({ i }) as Building;
const list = (...ids: number[]) => ({ items: ids.map(building), more: false });

test("one goes to the nearest that nobody has visited, then to what was begun", () => {
  const chosen = new Chosen(connect("http://gridmap.test/", "en"), rightsOf(null));
  expect(chosen.next.value).toBeNull();
  chosen.partly.value.value = list(7);
  chosen.untouched.value.value = list(3, 4);
  expect(chosen.next.value?.i).toBe(3);
  chosen.untouched.value.value = list();
  expect(chosen.next.value?.i).toBe(7);
});
