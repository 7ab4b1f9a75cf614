import { expect, test } from "vitest";
import { readEntrance, requestAddress } from "./entrance.ts";

test("links that were printed or sent lead to their page", () => {
  expect(readEntrance("#/join/aB3_-x")).toEqual({ kind: "join", secret: "aB3_-x" });
  expect(readEntrance("#/badge/7KQX4MNP2RTA")).toEqual({ kind: "badge", code: "7KQX4MNP2RTA" });
  expect(readEntrance("#/residents")).toEqual({
    kind: "residents",
    asking: null,
    badge: null,
    community: null,
  });
  expect(readEntrance("#/badge")).toEqual({ kind: "badge", code: null });
});

test("a request knows the badge it came from", () => {
  const address = requestAddress("no_visits", { badge: "7KQX 4MNP" });
  expect(readEntrance(address)).toEqual({
    kind: "residents",
    asking: "no_visits",
    badge: "7KQX 4MNP",
    community: null,
  });
  expect(readEntrance(requestAddress("erase", { community: null }))).toMatchObject({ badge: null });
  const card = requestAddress(null, { community: "430202002007" });
  expect(readEntrance(card)).toMatchObject({ asking: null, community: "430202002007" });
});

test("all else leads into the app", () => {
  for (const hash of ["", "#/", "#/area/430202002", "#/join/", "#/badge/a/b", "#/joint/x"]) {
    expect(readEntrance(hash)).toBeNull();
  }
});
