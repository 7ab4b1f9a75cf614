import { useState } from "preact/hooks";
import { type Contact, putContacts, readContacts } from "../api/people.ts";
import { count } from "../domain/write.ts";
import { useDesk, useOnce, useReading } from "../setup/desk.ts";
import { type Done, Fault, Read, UndoBar } from "../setup/parts.tsx";
import { DoorField } from "./DoorField.tsx";
import { useDates, useOffice } from "./office.ts";

/** The households that a 党员中心户 stays in touch with. */
export function Contacts({ uid }: { uid: string }) {
  const { said } = useOffice();
  const { server, lang, rights } = useDesk();
  const { from } = useDates(lang);
  const [fault, setFault] = useState<unknown>(null);
  const [done, setDone] = useState<Done | null>(null);
  const [adding, setAdding] = useState(false);
  const [door, setDoor] = useState<string | null>(null);
  const once = useOnce();
  const { reading, again } = useReading(
    (signal) => readContacts(server, uid, signal),
    [server, uid],
  );
  const put = (next: readonly string[], before: readonly Contact[]) =>
    putContacts(server, uid, [...next]).then(() => {
      setFault(null);
      setAdding(false);
      setDone({
        said: said.contactsKept,
        undo: () =>
          void putContacts(
            server,
            uid,
            before.map(({ household }) => household),
          ).then(again, setFault),
      });
      again();
    }, setFault);
  return (
    <section>
      <Read reading={reading} again={again}>
        {(contacts) => {
          const now = contacts.map(({ household }) => household);
          return (
            <>
              <h2>
                {said.contacts} · {said.contactsCount(count(contacts.length))}
              </h2>
              {contacts.length === 0 && <p class="setup-note">{said.noContacts}</p>}
              <ul class="rows">
                {contacts.map(({ household, label, since }) => (
                  <li key={household}>
                    <div>
                      <strong>{label}</strong>
                      <span>{from(since)}</span>
                    </div>
                    {rights.organise && (
                      <button
                        class="quiet"
                        type="button"
                        aria-label={`${said.remove} ${label}`}
                        onClick={() =>
                          once(() =>
                            put(
                              now.filter((one) => one !== household),
                              contacts,
                            ),
                          )
                        }
                      >
                        {said.remove}
                      </button>
                    )}
                  </li>
                ))}
              </ul>
              {rights.organise && !adding && (
                <button class="quiet" type="button" onClick={() => setAdding(true)}>
                  {said.contactAdd}
                </button>
              )}
              {adding && (
                <>
                  <DoorField set={setDoor} />
                  <button
                    class="button"
                    type="button"
                    disabled={!door}
                    onClick={() => door && once(() => put([...now, door], contacts))}
                  >
                    {said.contactAdd}
                  </button>
                </>
              )}
              <Fault fault={fault} />
            </>
          );
        }}
      </Read>
      {done && <UndoBar done={done} end={() => setDone(null)} />}
    </section>
  );
}
