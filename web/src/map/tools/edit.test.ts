// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { toPoint } from "../../domain/mercator.ts";
import { OutlineEdit } from "./edit.ts";
import { standing } from "./standing.ts";

const words = {
  corner: (number: number, of: number) => `corner ${number} of ${of}`,
  between: (number: number) => `new after ${number}`,
  bar: { finish: "Save", back: "Step back", cancel: "Cancel", snapping: "Snap" },
};

let ground: ReturnType<typeof standing>;
let edit: OutlineEdit;
const changed = vi.fn();
const cancel = vi.fn();

beforeEach(() => {
  vi.stubGlobal("requestAnimationFrame", (draw: () => void) => {
    queueMicrotask(draw);
    return 1;
  });
  ground = standing();
  const corners = [
    [100, 100],
    [200, 100],
    [200, 200],
    [100, 200],
  ] as const;
  const street = [
    { x: 0, y: 60 },
    { x: 400, y: 60 },
  ];
  edit = new OutlineEdit(ground, [corners.map(([x, y]) => ground.place({ x, y }))], {
    words,
    lines: () => [street.map((pixel) => toPoint(ground.place(pixel)))],
    changed,
    save: vi.fn(),
    cancel,
  });
});

afterEach(() => {
  edit.remove();
  changed.mockReset();
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

function handle(label: string): HTMLButtonElement {
  const found = ground.container.querySelector<HTMLButtonElement>(`[aria-label="${label}"]`);
  if (!found) throw new Error(label);
  return found;
}

function drag(label: string, x: number, y: number, altKey = false): void {
  const held = handle(label);
  held.setPointerCapture = () => {};
  held.dispatchEvent(new PointerEvent("pointerdown", { pointerId: 1 }));
  held.dispatchEvent(new PointerEvent("pointermove", { clientX: x, clientY: y, altKey }));
  held.dispatchEvent(new PointerEvent("pointerup", { pointerId: 1 }));
}

/** The outline as it was told last, in whole pixels. */
function told(): { corners: readonly string[]; sound: boolean } {
  const [rings, sound] = changed.mock.lastCall ?? [[[]], false];
  const corners = rings[0].map((place: readonly [number, number]) => {
    const { x, y } = ground.pixel(place);
    return `${Math.round(x)} ${Math.round(y)}`;
  });
  return { corners, sound };
}

test("a dragged corner follows, and snaps to a street unless Alt is held", () => {
  drag("corner 1 of 4", 90, 66);
  expect(told()).toEqual({ corners: ["90 60", "200 100", "200 200", "100 200"], sound: true });
  drag("corner 1 of 4", 90, 66, true);
  expect(told().corners[0]).toBe("90 66");
});

test("an outline dragged across itself is not sound", () => {
  drag("corner 1 of 4", 250, 150);
  expect(told().sound).toBe(false);
});

test("a press on a side makes a corner there, Delete takes one away, back takes it back", () => {
  handle("new after 1").click();
  expect(told().corners).toEqual(["100 100", "150 100", "200 100", "200 200", "100 200"]);
  expect(document.activeElement).toBe(handle("corner 2 of 5"));
  const remove = new KeyboardEvent("keydown", { key: "Delete", bubbles: true, cancelable: true });
  handle("corner 3 of 5").dispatchEvent(remove);
  expect(told().corners).toEqual(["100 100", "150 100", "200 200", "100 200"]);
  edit.back();
  edit.back();
  expect(told().corners).toEqual(["100 100", "200 100", "200 200", "100 200"]);
  edit.say("", true);
  const back = Array.from(ground.container.querySelectorAll("button")).find(
    (button) => button.textContent === "Step back",
  );
  expect(back?.disabled).toBe(true);
});

test("arrow keys nudge the corner in focus, ten pixels with Shift", () => {
  const right = { key: "ArrowRight", bubbles: true, cancelable: true };
  handle("corner 1 of 4").dispatchEvent(new KeyboardEvent("keydown", right));
  expect(told().corners[0]).toBe("101 100");
  handle("corner 1 of 4").dispatchEvent(new KeyboardEvent("keydown", { ...right, shiftKey: true }));
  expect(told().corners[0]).toBe("111 100");
});

test("a triangle keeps its three corners", () => {
  const remove = () => new KeyboardEvent("keydown", { key: "Delete", bubbles: true });
  handle("corner 4 of 4").dispatchEvent(remove());
  handle("corner 3 of 3").dispatchEvent(remove());
  expect(told().corners).toHaveLength(3);
});

test("a press on a handle does not reach the map", () => {
  const map = vi.fn();
  ground.container.addEventListener("mousedown", map);
  handle("corner 1 of 4").dispatchEvent(new MouseEvent("mousedown", { bubbles: true }));
  expect(map).not.toHaveBeenCalled();
});

test("it is saved only as it can be, and given up by Esc", () => {
  const save = Array.from(ground.container.querySelectorAll("button")).find(
    (button) => button.textContent === "Save",
  );
  expect(save?.disabled).toBe(true);
  edit.say("2 buildings", true);
  expect(save?.disabled).toBe(false);
  expect(ground.container.querySelector("[role=status]")?.textContent).toBe("2 buildings");
  window.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", cancelable: true }));
  expect(cancel).toHaveBeenCalled();
});

test("corners too near to one another to be told apart show one handle", async () => {
  handle("new after 1").click();
  for (let times = 0; times < 4; times += 1) {
    const left = { key: "ArrowLeft", shiftKey: true, bubbles: true, cancelable: true };
    handle("corner 2 of 5").dispatchEvent(new KeyboardEvent("keydown", left));
  }
  handle("corner 1 of 5").focus();
  edit.back();
  await Promise.resolve();
  const hidden = () =>
    Array.from(ground.container.querySelectorAll<HTMLElement>(".handle:not(.between)")).filter(
      (one) => one.hidden,
    );
  expect(told().corners[1]).toBe("120 100");
  expect(hidden().map((one) => one.getAttribute("aria-label"))).toEqual(["corner 2 of 5"]);
});
