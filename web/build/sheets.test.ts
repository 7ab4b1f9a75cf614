import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const SOURCES = new URL("../src/", import.meta.url);

/** The style sheets of the app; the map as one file has a page of its own. */
const sheets = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter(
  (path) => path.endsWith(".css") && !path.startsWith("onefile"),
);

/** Classes that a sheet lays out by themselves, such as `.figure { … }`. */
function classesOf(sheet: string): Set<string> {
  const bare = sheet.replaceAll(/\/\*.*?\*\//gs, "");
  const selectors = [...bare.matchAll(/([^{};]+)\{/g)].flatMap(([, list = ""]) => list.split(","));
  return new Set(selectors.map((one) => one.trim()).filter((one) => /^\.[\w-]+$/.test(one)));
}

test("no two sheets lay out the same class: whichever came later would win", () => {
  const owners = new Map<string, string[]>();
  for (const path of sheets) {
    for (const name of classesOf(readFileSync(new URL(path, SOURCES), "utf8"))) {
      owners.set(name, [...(owners.get(name) ?? []), path]);
    }
  }
  expect(owners.size).toBeGreaterThan(200);
  expect([...owners].filter(([, where]) => where.length > 1)).toEqual([]);
});
