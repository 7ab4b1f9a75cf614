import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";
import { readFootprint } from "../api/footprints.ts";
import { type Find, search } from "../api/search.ts";
import { useDesk } from "./desk.ts";
import { useLedgerWords } from "./ledgerWords.ts";
import { Fault } from "./parts.tsx";

interface Choice {
  readonly uid: string;
  readonly name: string;
}

/** A building that nobody offered: found by what it is called, or pressed on the map. */
export function OtherBuilding(props: {
  field: RefObject<HTMLInputElement | null>;
  chosen: Choice | null;
  choose: (building: Choice) => void;
}) {
  const { server, map } = useDesk();
  const said = useLedgerWords();
  const { field, chosen, choose } = props;
  const [q, setQ] = useState("");
  const [found, setFound] = useState<readonly Find[] | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  useEffect(() => {
    setFound(null);
    const words = q.trim();
    if (!words) return;
    const ending = new AbortController();
    const later = window.setTimeout(() => {
      search(server, words, ending.signal).then(
        (all) => setFound(all.filter(({ kind }) => kind === "building").slice(0, 5)),
        (problem) => {
          if (!ending.signal.aborted) setFault(problem);
        },
      );
    }, 200);
    return () => {
      clearTimeout(later);
      ending.abort();
    };
  }, [server, q]);
  useEffect(
    () =>
      map.on("pick", ({ building }) => {
        if (building === null) return;
        readFootprint(server, `i:${building}`).then(
          ({ uid, address, name, source_ref }) =>
            choose({ uid, name: address ?? name ?? source_ref }),
          setFault,
        );
      }),
    [map, server],
  );
  return (
    <div class="other-building">
      <label class="setup-field">
        {said.other}
        <input
          ref={field}
          type="search"
          value={q}
          onInput={({ currentTarget }) => setQ(currentTarget.value)}
          onKeyDown={(event) => {
            const [first] = found ?? [];
            if (event.key === "Enter" && first) {
              choose({ uid: first.uid, name: nameOf(first) });
              event.currentTarget.blur();
            } else if (event.key === "Escape") event.currentTarget.blur();
            else return;
            event.preventDefault();
            event.stopPropagation();
          }}
        />
        <span class="setup-note">{said.otherHint}</span>
      </label>
      {found?.length === 0 && (
        <p class="setup-note" role="status">
          {said.noneFound}
        </p>
      )}
      {found && found.length > 0 && (
        <ul class="things">
          {found.map((one) => (
            <li key={one.uid}>
              <button
                type="button"
                class={one.uid === chosen?.uid ? "setup-row chosen" : "setup-row"}
                onClick={() => choose({ uid: one.uid, name: nameOf(one) })}
              >
                <strong>{nameOf(one)}</strong>
              </button>
            </li>
          ))}
        </ul>
      )}
      {chosen && (
        <p class="good" role="status">
          {said.found(chosen.name)}
        </p>
      )}
      <Fault fault={fault} />
    </div>
  );
}

function nameOf({ address, name, code }: Find): string {
  return address ?? name ?? code;
}
