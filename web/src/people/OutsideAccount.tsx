import { useEffect, useState } from "preact/hooks";
import { linkSubject, readSubject } from "../api/people.ts";
import { useDesk, useOnce } from "../setup/desk.ts";
import { TextField } from "../setup/fields.tsx";
import { Fault } from "../setup/parts.tsx";
import { useOffice } from "./office.ts";

/** What the office's own provider calls somebody, so that it can sign them in; none, no part. */
export function OutsideAccount({ uid }: { uid: string }) {
  const { said } = useOffice();
  const { server } = useDesk();
  const [linked, setLinked] = useState<string | null | undefined>(undefined);
  const [subject, setSubject] = useState("");
  const [fault, setFault] = useState<unknown>(null);
  const once = useOnce();
  useEffect(() => {
    readSubject(server, uid).then(({ offered, subject }) => {
      if (offered) setLinked(subject);
    }, setFault);
  }, [server, uid]);
  const link = (next: string | null) =>
    once(() =>
      linkSubject(server, uid, next).then(() => {
        setLinked(next);
        setSubject("");
        setFault(null);
      }, setFault),
    );
  if (linked === undefined) return <Fault fault={fault} />;
  return (
    <section>
      <h2>{said.outside}</h2>
      <p class="setup-note">{said.outsideHint}</p>
      {linked === null ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            link(subject.trim());
          }}
        >
          <TextField label={said.outsideSubject} value={subject} set={setSubject} maxLength={255} />
          <button class="button" type="submit" disabled={!subject.trim()}>
            {said.outsideLink}
          </button>
        </form>
      ) : (
        <p class="facts">
          <strong>{linked}</strong>{" "}
          <button class="quiet" type="button" onClick={() => link(null)}>
            {said.outsideUnlink}
          </button>
        </p>
      )}
      <Fault fault={fault} />
    </section>
  );
}
