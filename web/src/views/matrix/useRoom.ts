import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

/** What there is room for, in pixels. */
export interface Room {
  /** Of the panel's body, without its margins, and as high as is in sight at once. */
  readonly width: number;
  readonly height: number;
  /** How high the head is that stays in sight. */
  readonly head: number;
  /** Of the whole window. */
  readonly window: number;
  /** How much larger than usual letters are. */
  readonly letters: number;
}

/** Measures the panel around an element, and again whenever it changes. */
export function useRoom(inside: RefObject<HTMLElement | null>): Room {
  const [room, measure] = useState<Room>({
    width: 340,
    height: 480,
    head: 0,
    window: 1280,
    letters: 1,
  });
  useEffect(() => {
    const element = inside.current;
    const body = element?.closest<HTMLElement>(".panel-body");
    if (!element || !body || typeof ResizeObserver === "undefined") return;
    const look = () => {
      const root = document.documentElement;
      const letters = Number.parseFloat(getComputedStyle(root).fontSize) / 16 || 1;
      const { clientWidth: width } = element;
      const head = element.querySelector<HTMLElement>(".matrix-head")?.offsetHeight ?? 0;
      const next = { width, height: body.clientHeight, head, window: root.clientWidth, letters };
      measure((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
    };
    const observer = new ResizeObserver(look);
    observer.observe(body);
    observer.observe(element);
    look();
    return () => observer.disconnect();
  }, [inside]);
  return room;
}
