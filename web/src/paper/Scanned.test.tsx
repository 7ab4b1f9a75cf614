// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { expect, test } from "vitest";
import { type Desk, DeskContext } from "../setup/desk.ts";
import { scan } from "../words/en/scan.ts";
import { Scanned } from "./Scanned.tsx";

const BOX = { number: 1, unit: null, door: null, means: "1", word: "1", state: "empty" } as const;

test("a page is enlarged until a finger finds its smallest box, and back", async () => {
  const boxes = [3.6, 6].map((side) => ({ ...BOX, x: 20, y: 30, side, doubt: null }));
  const page = { code: "217-L", leaf: 1, width: 210, height: 297, picture: "AA", boxes };
  const root = document.body.appendChild(document.createElement("div"));
  await act(() =>
    render(
      <DeskContext.Provider value={{ words: {}, to: String } as unknown as Desk}>
        <Scanned
          pages={[page]}
          decided={new Map()}
          setDecided={() => {}}
          recorded=""
          said={scan}
          onTake={() => {}}
          onAgain={() => {}}
        />
      </DeskContext.Provider>,
      root,
    ),
  );
  const press = () => act(() => root.querySelector<HTMLElement>(".scan-enlarge")?.click());
  const wide = () => root.querySelector<SVGElement>(".scan-sheet svg")?.style.width;
  const smallest = root.querySelector(".scan-box")?.getAttribute("width");
  await press();
  const pixels = (Number(smallest) * Number.parseFloat(wide() ?? "")) / page.width;
  expect(pixels).toBeGreaterThanOrEqual(24);
  await press();
  expect(wide()).toBeFalsy();
  render(null, root);
});
