import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";

/**
 * A button that opens a small panel below it; Esc, a press beside it, or leaving it by keys closes
 * it, and so does what leads away from it.
 */
export function Popover(props: {
  label?: string;
  class?: string;
  face: ComponentChildren;
  title: string;
  children: (close: () => void) => ComponentChildren;
}) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  /** Done in there: the keyboard goes on where it came from. */
  const close = () => {
    setOpen(false);
    button.current?.focus({ preventScroll: true });
  };
  useEffect(() => {
    if (!open) return;
    const beside = ({ target }: Event) => {
      if (!box.current?.contains(target as Node)) setOpen(false);
    };
    const led = ({ target }: Event) => {
      const lead = target instanceof Element && target.closest(".lead");
      if (!lead) return;
      // The page that a link leads to takes the keyboard itself.
      if (lead instanceof HTMLAnchorElement) setOpen(false);
      else close();
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      close();
    };
    const within = box.current;
    within?.addEventListener("click", led);
    document.addEventListener("pointerdown", beside);
    document.addEventListener("focusin", beside);
    document.addEventListener("keydown", key, true);
    return () => {
      document.removeEventListener("focusin", beside);
      within?.removeEventListener("click", led);
      document.removeEventListener("pointerdown", beside);
      document.removeEventListener("keydown", key, true);
    };
  }, [open]);
  return (
    <div class="popover" ref={box}>
      <button
        ref={button}
        type="button"
        class={props.class}
        aria-expanded={open}
        aria-controls={id}
        aria-label={props.label}
        onClick={() => setOpen(!open)}
      >
        {props.face}
      </button>
      {open && (
        <section class="popover-panel" id={id} aria-label={props.title}>
          {props.children(close)}
        </section>
      )}
    </div>
  );
}
