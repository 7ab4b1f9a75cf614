import { useEffect, useState } from "preact/hooks";
import { type Listed, readPeople } from "../api/people.ts";
import { useDesk } from "../setup/desk.ts";
import { TextField } from "../setup/fields.tsx";
import { useOffice } from "./office.ts";
import { Offices } from "./ServePage.tsx";

const PAUSE = 250;
const MOST = 8;

/** Somebody who serves, found by their name. */
export function PersonField(props: {
  label: string;
  person: Listed | null;
  set: (person: Listed | null) => void;
}) {
  const { said } = useOffice();
  const { server } = useDesk();
  const { label, person, set } = props;
  const [text, setText] = useState("");
  const [found, setFound] = useState<readonly Listed[] | null>(null);
  useEffect(() => {
    const name = text.trim();
    setFound(null);
    if (!name) return;
    const ending = new AbortController();
    const later = setTimeout(() => {
      readPeople(server, { name, limit: MOST }, ending.signal).then(
        ({ items }) => setFound(items),
        () => {},
      );
    }, PAUSE);
    return () => {
      clearTimeout(later);
      ending.abort();
    };
  }, [server, text]);
  if (person) {
    return (
      <div class="setup-field">
        {label}
        <span class="chosen-thing">
          <strong>{person.name ?? said.nameless}</strong>
          <button class="quiet" type="button" onClick={() => set(null)}>
            {said.cancel}
          </button>
        </span>
      </div>
    );
  }
  return (
    <div>
      <TextField label={label} value={text} set={setText} />
      {!found && <p class="setup-note">{said.choosePerson}</p>}
      {found?.length === 0 && <p class="setup-note">{said.noneFound}</p>}
      <ul class="things">
        {found?.map((one) => (
          <li key={one.uid}>
            <button class="setup-row" type="button" onClick={() => set(one)}>
              <strong>{one.name ?? said.nameless}</strong>
              <Offices offices={one.offices} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
