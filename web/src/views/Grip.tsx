import { useRef } from "preact/hooks";
import type { Stop } from "../state/address.ts";
import { useAround } from "./context.ts";

const STOPS: readonly Stop[] = ["peek", "half", "full"];

/** The sheet's grab bar: drag it, tap it, or move it with the arrow keys. */
export function Grip() {
  const { app, words } = useAround();
  const drag = useRef<{ y: number; height: number; moved: boolean } | null>(null);
  const stop = app.address.stop.value;
  const at = STOPS.indexOf(stop);
  const to = (index: number) => {
    const next = STOPS[Math.max(0, Math.min(STOPS.length - 1, index))];
    if (next) app.address.draw(next);
  };
  const sheetOf = (grip: Element) => grip.closest<HTMLElement>(".panel");

  const down = (event: PointerEvent) => {
    const grip = event.currentTarget as HTMLElement;
    const sheet = sheetOf(grip);
    if (!sheet) return;
    grip.setPointerCapture(event.pointerId);
    drag.current = { y: event.clientY, height: sheet.offsetHeight, moved: false };
  };
  const move = (event: PointerEvent) => {
    const start = drag.current;
    const sheet = sheetOf(event.currentTarget as HTMLElement);
    if (!start || !sheet) return;
    const by = start.y - event.clientY;
    if (Math.abs(by) > 6) start.moved = true;
    if (!start.moved) return;
    sheet.classList.add("dragged");
    sheet.style.height = `${start.height + by}px`;
  };
  const up = (event: PointerEvent) => {
    const start = drag.current;
    const sheet = sheetOf(event.currentTarget as HTMLElement);
    drag.current = null;
    if (!start?.moved || !sheet) return;
    const height = sheet.offsetHeight;
    sheet.classList.remove("dragged");
    sheet.style.height = "";
    const stops = { peek: 0.2, half: 0.46, full: 0.85 };
    const share = height / window.innerHeight;
    const nearest = [...STOPS].sort(
      (one, other) => Math.abs(stops[one] - share) - Math.abs(stops[other] - share),
    )[0];
    if (nearest) app.address.draw(nearest);
    // The click that follows a drag is none.
    event.preventDefault();
    dragged.current = true;
  };
  const dragged = useRef(false);
  const tap = () => {
    if (dragged.current) {
      dragged.current = false;
      return;
    }
    to(stop === "half" ? 2 : 1);
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === "ArrowUp") to(at + 1);
    else if (event.key === "ArrowDown") to(at - 1);
    else return;
    event.preventDefault();
  };
  return (
    <button
      type="button"
      class="grip"
      aria-label={stop === "full" ? words.sheet.down : words.sheet.up}
      aria-expanded={stop !== "peek"}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={up}
      onClick={tap}
      onKeyDown={key}
    />
  );
}
