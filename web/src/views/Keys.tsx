import { useEffect, useRef } from "preact/hooks";
import { useAround } from "./context.ts";
import { Icon } from "./icons.tsx";

/** The list of keys, as a dialog. */
export function Keys() {
  const { words, keys } = useAround();
  const dialog = useRef<HTMLDialogElement>(null);
  const open = keys.value;
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  const said = words.keys;
  const rows: readonly (readonly [readonly string[], string])[] = [
    [["/"], said.search],
    [["←", "↑", "→", "↓"], said.pan],
    [["+", "−"], said.zoom],
    [["Enter", "Tab"], said.buildings],
    [["Enter"], said.enter],
    [["N"], said.next],
    [["1", "2", "3", "4", "5"], said.outcomes],
    [["U"], said.undo],
    [["H"], said.hazards],
    [["Esc"], said.escape],
    [["?"], said.help],
  ];
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby="keys-title"
      onClose={() => {
        keys.value = false;
      }}
    >
      <header class="dialog-head">
        <h2 id="keys-title">{said.title}</h2>
        <button
          class="icon-button"
          type="button"
          aria-label={words.close}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </header>
      <dl class="keys">
        {rows.map(([names, what]) => (
          <div key={what}>
            <dt>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
