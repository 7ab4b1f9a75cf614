// @vitest-environment happy-dom
import { type ComponentType, render } from "preact";
import { act } from "preact/test-utils";
import { expect, test } from "vitest";
import { type Desk, DeskContext } from "../setup/desk.ts";
import { BenchContext } from "./context.ts";
import { HandOver } from "./HandOver.tsx";
import { Keeping } from "./keeping.ts";
import { More } from "./More.tsx";
import { Searching } from "./searching.ts";
import { Studio } from "./studio.ts";
import { serving, TOWER } from "./tower.ts";

/** A part of the studio as it is shown over a ground. */
async function shown(Part: ComponentType, ground = TOWER) {
  const studio = new Studio(serving(ground), "1", ground.level);
  await studio.read();
  const [searching, keeping] = [new Searching(studio), new Keeping(studio)];
  const root = document.body.appendChild(document.createElement("div"));
  const { loaded } = studio;
  if (!loaded) throw new Error("not read");
  await act(() =>
    render(
      <DeskContext.Provider value={{ lang: "en" } as unknown as Desk}>
        <BenchContext.Provider value={{ studio, searching, keeping, loaded }}>
          <Part />
        </BenchContext.Provider>
      </DeskContext.Provider>,
      root,
    ),
  );
  const find = <One extends HTMLElement>(what: string) => root.querySelector<One>(what);
  const choose = (place: number, value: string) =>
    act(() => {
      const field = root.querySelectorAll("select")[place];
      if (!field) return;
      field.value = value;
      field.dispatchEvent(new Event("change"));
    });
  const end = () => {
    render(null, root);
    studio.close();
  };
  return { studio, searching, find, choose, end };
}

test("a tower that nothing is selected of any more still has its floors to choose from", async () => {
  const { studio, find, end } = await shown(HandOver);
  await act(() => {
    studio.selected.value = new Set([0, 1]);
  });
  const unit = () => find<HTMLInputElement>("input");
  await act(() => unit()?.click());
  expect(studio.selected.value.size).toBe(0);
  expect(unit()?.checked).toBe(false);
  await act(() => unit()?.click());
  expect([...studio.selected.value]).toEqual([0, 1]);
  await act(() => unit()?.click());
  await act(() => find("header button")?.click());
  expect(unit()).toBeNull();
  end();
});

test("areas that are to end or be one are wished for, and taken back", async () => {
  const { searching, find, choose, end } = await shown(More);
  await choose(2, "A");
  await choose(3, "B");
  expect(searching.wish.value.merge).toEqual([["A", "B"]]);
  await act(() => find(".ask-wishes button")?.click());
  await choose(1, "B");
  expect(searching.wish.value).toMatchObject({ remove: ["B"], merge: [] });
  expect(find("summary")?.textContent).toBe("More wishes · 1");
  end();
});

test("from nothing is offered where there are no patches below that it would take apart", async () => {
  const patches = [{ code: "A1", name: null, area: 0, leader: false }];
  for (const [level, offered] of [
    ["patch", true],
    ["grid", false],
  ] as const) {
    const { find, end } = await shown(More, { ...TOWER, level, patches });
    expect(find("input[type=checkbox]") !== null).toBe(offered);
    end();
  }
});
