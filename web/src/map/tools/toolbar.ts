import type { Insets } from "../contract.ts";

/** What the buttons of a tool bar are called. */
export interface ToolBarWords {
  readonly finish: string;
  readonly back: string;
  readonly cancel: string;
  readonly snapping: string;
  /** What the keys do, told while the map has the focus. */
  readonly keys?: string;
}

interface Doing {
  readonly words: ToolBarWords;
  /** Whether there is anything to snap to. */
  readonly snapping: boolean;
  readonly finish: () => void;
  readonly back: () => void;
  readonly cancel: () => void;
  readonly snap: (on: boolean) => void;
}

/** The bar of a tool on the map: what to do next, and the same by finger as by keys. */
export interface ToolBar {
  say(hint: string): void;
  allow(which: { finish: boolean; back: boolean }): void;
  /** Whether it covers a pixel of what it stands on, or all but touches it. */
  covers(pixel: { readonly x: number; readonly y: number }): boolean;
}

/** Half of what a finger needs. */
const FINGER = 24;

/** Puts a tool bar at the top of what panels leave free of the map; style may put it elsewhere. */
export function toolBar(over: HTMLElement, insets: Insets, doing: Doing): ToolBar {
  const bar = document.createElement("div");
  bar.className = "tool-bar";
  bar.setAttribute("role", "toolbar");
  const { top, left, right, rightTop = 0 } = insets;
  const room = { top, left, right: rightTop > top ? 0 : right };
  for (const [side, taken] of Object.entries(room))
    bar.style.setProperty(`--${side}`, `${taken + 12}px`);
  const hint = document.createElement("p");
  hint.setAttribute("role", "status");
  // What is to be done is what the bar is called.
  hint.id = "tool-hint";
  bar.setAttribute("aria-labelledby", hint.id);
  const buttons = document.createElement("div");
  const finish = button(doing.words.finish, doing.finish);
  finish.classList.add("primary");
  const back = button(doing.words.back, doing.back);
  const cancel = button(doing.words.cancel, doing.cancel);
  if (doing.snapping) {
    let on = true;
    const snap = button(doing.words.snapping, () => {
      on = !on;
      snap.setAttribute("aria-pressed", String(on));
      doing.snap(on);
    });
    snap.setAttribute("aria-pressed", "true");
    buttons.append(snap);
  }
  buttons.append(back, cancel, finish);
  const inner = document.createElement("div");
  const keys = document.createElement("p");
  keys.className = "tool-keys";
  keys.setAttribute("role", "status");
  inner.append(hint, buttons, keys);
  bar.append(inner);
  over.append(bar);
  keys.textContent = doing.words.keys ?? "";
  // A press on the bar is no press on the map: the map neither pans nor zooms from it.
  for (const name of ["pointerdown", "mousedown", "touchstart", "dblclick", "wheel"]) {
    inner.addEventListener(name, (event) => event.stopPropagation(), { passive: true });
  }
  return {
    say: (text) => {
      hint.textContent = text;
    },
    allow: (which) => {
      finish.disabled = !which.finish;
      back.disabled = !which.back;
    },
    covers: ({ x, y }) => {
      const under = over.getBoundingClientRect();
      const box = inner.getBoundingClientRect();
      const left = box.left - under.left - FINGER;
      const top = box.top - under.top - FINGER;
      const right = box.right - under.left + FINGER;
      const bottom = box.bottom - under.top + FINGER;
      return box.width > 0 && x > left && x < right && y > top && y < bottom;
    },
  };
}

function button(text: string, press: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", press);
  return made;
}
