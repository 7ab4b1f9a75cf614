import { useState } from "preact/hooks";
import { type Ledger, readLedgers, type TakenBack, takeLedgerBack } from "../api/ledgers.ts";
import { count, day } from "../domain/write.ts";
import { useDesk, useOnce, useReading } from "./desk.ts";
import { useLedgerWords } from "./ledgerWords.ts";
import { Fault, Read } from "./parts.tsx";

const SHOWN = 5;

/** The ledgers that came in last, and the way back where one was the wrong file. */
export function CameIn() {
  const { server, lang } = useDesk();
  const said = useLedgerWords();
  const { reading, again } = useReading((signal) => readLedgers(server, signal), [server]);
  const [asked, setAsked] = useState<string | null>(null);
  const [done, setDone] = useState<TakenBack | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const once = useOnce();

  const takeBack = async (uid: string) => {
    setFault(null);
    try {
      setDone(await takeLedgerBack(server, uid));
      again();
    } catch (problem) {
      setFault(problem);
    }
    setAsked(null);
  };

  return (
    <Read reading={reading} again={again}>
      {(ledgers) =>
        ledgers.length > 0 && (
          <section class="ledger-came-in">
            <h2>{said.cameIn}</h2>
            <ul class="things">
              {ledgers.slice(0, SHOWN).map(({ uid, name, entered_at, rows, ...one }) => (
                <li key={uid}>
                  <p>
                    <strong>{name}</strong>{" "}
                    <span class="setup-note">
                      {day(entered_at, lang)} · {said.rows(count(rows))}
                      {one.taken_back_at && ` · ${said.wasTakenBack}`}
                    </span>
                  </p>
                  {one.changes_kept && asked !== uid && (
                    <button class="button" type="button" onClick={() => setAsked(uid)}>
                      {said.takeBack}
                    </button>
                  )}
                  {asked === uid && (
                    <div>
                      <p>{said.takeBackMeans}</p>
                      {laterThan(ledgers, uid) > 0 && (
                        <p>{said.laterStand(count(laterThan(ledgers, uid)))}</p>
                      )}
                      <button
                        class="button primary"
                        type="button"
                        onClick={() => once(() => takeBack(uid))}
                      >
                        {said.takeBackNow}
                      </button>{" "}
                      <button class="button" type="button" onClick={() => setAsked(null)}>
                        {said.keepIt}
                      </button>
                    </div>
                  )}
                </li>
              ))}
            </ul>
            <p role="status">
              {done && said.tookBack(count(done.restored), done.kept && count(done.kept))}{" "}
              {done && done.later > 0 && said.laterStand(count(done.later))}
            </p>
            <Fault fault={fault} />
          </section>
        )
      }
    </Read>
  );
}

/** How many ledgers came in after one and were not taken back; the newest stand first. */
function laterThan(ledgers: readonly Ledger[], uid: string): number {
  const at = ledgers.findIndex((one) => one.uid === uid);
  return ledgers.slice(0, at).filter(({ taken_back_at }) => !taken_back_at).length;
}
