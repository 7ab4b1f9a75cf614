import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { useAround } from "./context.ts";
import { Icon } from "./icons.tsx";

/** A dialog over the page, open from when it is drawn; `kind` names a style of its own. */
export function Dialog({
  title,
  kind = "",
  onClose,
  children,
}: {
  title: string;
  kind?: string;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const { words } = useAround();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class={`dialog ${kind}`} aria-labelledby={heading} onClose={onClose}>
      <header class="dialog-head">
        <h2 id={heading}>{title}</h2>
        <button
          class="icon-button"
          type="button"
          aria-label={words.close}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </header>
      {children}
    </dialog>
  );
}
