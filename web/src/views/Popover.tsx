import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";

/** A button that opens a small panel below it; Esc, or a press beside it, closes it. */
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
  const close = () => setOpen(false);
  useEffect(() => {
    if (!open) return;
    const press = ({ target }: Event) => {
      if (!box.current?.contains(target as Node)) setOpen(false);
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener("pointerdown", press);
    document.addEventListener("keydown", key, true);
    return () => {
      document.removeEventListener("pointerdown", press);
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
