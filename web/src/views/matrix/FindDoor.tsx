import { useState } from "preact/hooks";
import type { Door, Unit } from "../../domain/doors.ts";
import { doorName } from "../buildingName.ts";
import { useAround } from "../context.ts";
import { Icon } from "../icons.tsx";
import { useSaid } from "./said.ts";
import { useChoose } from "./useChoose.ts";

/** Goes to a door by its number; Enter again goes to the next one of that number. */
export function FindDoor({ units, shown }: { units: readonly Unit[]; shown: readonly Unit[] }) {
  const { app, words, aloud } = useAround();
  const said = useSaid();
  const choose = useChoose();
  const [text, setText] = useState("");
  const [missing, miss] = useState(false);
  const find = (event: Event) => {
    event.preventDefault();
    const wanted = folded(text);
    if (!wanted) return;
    // What is in sight comes first.
    const order = [...shown, ...units.filter((unit) => !shown.includes(unit))];
    const doors = order.flatMap(({ floors }) => floors.flatMap((row) => row.doors));
    const named = (is: (name: string) => boolean) =>
      doors.filter((door) => is(folded(door.label)) || is(folded(`${door.unit}-${door.label}`)));
    const exact = named((name) => name === wanted);
    const found = exact.length > 0 ? exact : named((name) => name.startsWith(wanted));
    const view = app.view.peek();
    const at = found.findIndex(({ uid }) => view.kind === "building" && uid === view.door);
    const door: Door | undefined = found[at + 1] ?? found[0];
    miss(!door);
    aloud.value = door ? said.found(doorName(door, words)) : said.notFound(text);
    if (door) choose(door.uid);
  };
  return (
    <form class="find-door" onSubmit={find}>
      <Icon name="search" size={16} />
      <input
        type="text"
        value={text}
        aria-label={said.find}
        placeholder={said.find}
        enterkeyhint="go"
        autocomplete="off"
        aria-invalid={missing}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          miss(false);
        }}
      />
      {missing && <p class="over">{said.notFound(text)}</p>}
    </form>
  );
}

/** Full width or half, large or small letters, spaces: it is the same number. */
function folded(text: string | null): string {
  return (text ?? "").normalize("NFKC").replace(/\s/g, "").toLowerCase();
}
