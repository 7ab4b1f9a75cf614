import { useAround } from "./context.ts";
import { Dialog } from "./Dialog.tsx";

/** The list of keys, as a dialog. */
export function Keys() {
  const { words, keys } = useAround();
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
    <Dialog
      title={said.title}
      onClose={() => {
        keys.value = false;
      }}
    >
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
    </Dialog>
  );
}
