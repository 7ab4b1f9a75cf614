import { parseAst } from "vite";
import { expect, test } from "vitest";
import { unknownIn } from "./oldestBrowser.ts";

test.each([
  ["class A { #x = 1; #y() { return this.#x; } static z = 2; }", undefined],
  ["export const a = async () => { await fetch('/'); };", undefined],
  ["let a; a ??= b?.c; const d = 'x' in {};", undefined],
  ["class A { static { go(); } }", "a static block"],
  ["class A { #x; static is(o) { return #x in o; } }", "a private name looked for with `in`"],
  ["class A { static name = 'a'; }", "a static field that is called name or length"],
  ["export const a = await fetch('/');", "a module that waits"],
])("%s", (code, found) => {
  expect(unknownIn(parseAst(code).body)).toBe(found);
});
