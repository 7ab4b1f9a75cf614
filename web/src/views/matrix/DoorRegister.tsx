import { useEffect, useState } from "preact/hooks";
import {
  confirmRegister,
  type DoorRegister as Facts,
  type Reason,
  readLandlord,
  readRegister,
} from "../../api/register.ts";
import { count, day } from "../../domain/write.ts";
import { useAround } from "../context.ts";
import { Reasons } from "./Reasons.tsx";
import { useLedger } from "./said.ts";

/** What the register has of the door in hand: counts, no names. It is asked anew for each door. */
export function DoorRegister({ uid }: { uid: string }) {
  const { app, words } = useAround();
  const said = useLedger();
  const [facts, tell] = useState<Facts | null>(null);
  const [failed, fail] = useState(false);
  useEffect(() => {
    const ending = new AbortController();
    tell(null);
    fail(false);
    readRegister(app.server, uid, ending.signal).then(tell, () => {
      if (!ending.signal.aborted) fail(true);
    });
    return () => ending.abort();
  }, [app, uid]);
  if (failed) return <p class="register note">{said.failed}</p>;
  if (!facts) return <p class="register" aria-busy="true" />;
  const { people, registered, migrant, occupancy, registration } = facts;
  // A door of which nothing was ever told counts as lived in; by whom nobody knows.
  const untold = people === null && registration === null && facts.confirmed_on === null;
  const told = [
    !(untold && occupancy === "occupied") && said.occupancies[occupancy],
    people !== null && said.people(count(people)),
    registered !== null && said.registered(count(registered)),
    migrant !== null && said.migrant(count(migrant)),
    registration !== null && said.registrations[registration],
  ].filter(Boolean);
  return (
    <section class="register" aria-label={said.register}>
      <p class="register-facts">
        {told.length > 0 && <strong>{told.join(said.pause)}</strong>}
        <span role="status">
          {facts.confirmed_on
            ? said.confirmedOn(day(facts.confirmed_on, words.lang))
            : said.neverConfirmed}
        </span>
        {facts.may_confirm && (
          <button
            type="button"
            class="quiet"
            onClick={() => void confirmRegister(app.server, uid).then(tell, () => fail(true))}
          >
            {said.stillSo}
          </button>
        )}
      </p>
      {facts.landlord && <LandlordPhone key={uid} uid={uid} />}
    </section>
  );
}

function LandlordPhone({ uid }: { uid: string }) {
  const { app } = useAround();
  const said = useLedger();
  const [phone, tell] = useState<string | null | "failed" | undefined>(undefined);
  const [asking, setAsking] = useState(false);
  const ask = (reason: Reason) =>
    readLandlord(app.server, uid, reason).then(tell, () => tell("failed"));
  if (phone === undefined && !asking) {
    return (
      <button type="button" class="quiet" onClick={() => setAsking(true)}>
        {said.landlord}
      </button>
    );
  }
  if (phone === undefined) return <Reasons label={said.landlord} ask={ask} />;
  if (phone === null || phone === "failed") {
    return <span class="door-tag">{phone ? said.failed : said.noLandlord}</span>;
  }
  return (
    <p role="status">
      {said.landlord} <a href={`tel:${phone}`}>{phone}</a>
    </p>
  );
}
