import { useEffect, useState } from "preact/hooks";
import { readMatrix } from "../api/matrix.ts";
import { type Find, search } from "../api/search.ts";
import { type Door, doorsIn } from "../domain/doors.ts";
import { around, useDesk } from "../setup/desk.ts";
import { TextField } from "../setup/fields.tsx";
import { useOffice } from "./office.ts";

const PAUSE = 250;

/** A door: its building found by address, then the door itself. */
export function DoorField(props: { set: (household: string | null, called: string) => void }) {
  const { said } = useOffice();
  const { server, map } = useDesk();
  const { set } = props;
  const [text, setText] = useState("");
  const [found, setFound] = useState<readonly Find[] | null>(null);
  const [building, setBuilding] = useState<Find | null>(null);
  const [doors, setDoors] = useState<readonly Door[]>([]);
  useEffect(() => {
    setFound(null);
    if (!text.trim()) return;
    const ending = new AbortController();
    const later = setTimeout(() => {
      search(server, text.trim(), ending.signal).then(
        (all) => setFound(all.filter(({ kind }) => kind === "building").slice(0, 6)),
        () => {},
      );
    }, PAUSE);
    return () => {
      clearTimeout(later);
      ending.abort();
    };
  }, [server, text]);
  const choose = (one: Find) => {
    setBuilding(one);
    if (one.lon !== null && one.lat !== null) map.fit(around([one.lon, one.lat]), { maxZoom: 18 });
    const question = { from: null, to: null, target: null };
    readMatrix(server, one.uid, question, new AbortController().signal).then(
      (matrix) => setDoors(doorsIn(matrix)),
      () => setDoors([]),
    );
  };
  if (!building) {
    return (
      <div>
        <TextField label={said.findDoor} value={text} set={setText} />
        {found?.length === 0 && <p class="setup-note">{said.noBuilding}</p>}
        <ul class="things">
          {found?.map((one) => (
            <li key={one.uid}>
              <button class="setup-row" type="button" onClick={() => choose(one)}>
                <strong>{one.address ?? one.name ?? one.code}</strong>
              </button>
            </li>
          ))}
        </ul>
      </div>
    );
  }
  const address = building.address ?? building.name ?? building.code;
  return (
    <div class="door-field">
      <span class="chosen-thing">
        <strong>{address}</strong>
        <button
          class="quiet"
          type="button"
          onClick={() => {
            setBuilding(null);
            setDoors([]);
            set(null, "");
          }}
        >
          {said.cancel}
        </button>
      </span>
      <label class="setup-field">
        {said.door}
        <select
          onChange={({ currentTarget }) => {
            const door = doors.find(({ uid }) => uid === currentTarget.value);
            set(door?.uid ?? null, door ? `${address} ${calledDoor(door, said.unit)}` : "");
          }}
        >
          <option value="">{said.chooseDoor}</option>
          {doors.map((door) => (
            <option key={door.uid} value={door.uid}>
              {calledDoor(door, said.unit)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function calledDoor(door: Door, unit: (unit: string) => string): string {
  return [door.unit && unit(door.unit), door.label].filter(Boolean).join(" ");
}
