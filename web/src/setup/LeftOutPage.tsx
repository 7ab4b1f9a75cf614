import { useState } from "preact/hooks";
import { askAgain, type LeftOutRow, readLeftOut } from "../api/ledgers.ts";
import { count } from "../domain/write.ts";
import { useDesk, useOnce, useReading } from "./desk.ts";
import { useLedgerWords } from "./ledgerWords.ts";
import { Fault, Page, Read } from "./parts.tsx";
import { calledBy, RowSaid } from "./RowSaid.tsx";

/** Rows that somebody left out: why they waited, what they may mean now, and asking again. */
export function LeftOutPage() {
  const { server, to } = useDesk();
  const said = useLedgerWords();
  const { reading, again } = useReading((signal) => readLeftOut(server, signal), [server]);
  const [asked, setAsked] = useState<string | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const once = useOnce();

  const ask = async (row: LeftOutRow) => {
    setFault(null);
    try {
      await askAgain(server, row.uid);
      setAsked(calledBy(row.said));
      again();
    } catch (problem) {
      setFault(problem);
    }
  };

  return (
    <Page title={said.leftOut} back="review" lead={said.leftOutMeans}>
      <p class="good" role="status" hidden={asked === null}>
        {asked !== null && said.asksAgain(asked)}
      </p>
      <Fault fault={fault} />
      <Read reading={reading} again={again}>
        {(rows) =>
          rows.length === 0 ? (
            <div class="setup-empty">
              <p>{said.noneLeftOut}</p>
              <a class="button" href={to("review")}>
                {said.review}
              </a>
            </div>
          ) : (
            <ul class="things left-out">
              {rows.map((row) => (
                <li key={row.uid}>
                  <p class="setup-note">{said.line(row.ledger, row.sheet, count(row.line))}</p>
                  <RowSaid said={row.said} />
                  <p>{said.leftOutWhy[row.reason]}</p>
                  {row.offers.length > 0 && (
                    <ul class="may-be" aria-label={said.candidates}>
                      {row.offers.map(({ building, name, reasons }) => (
                        <li key={building}>
                          <strong>{name}</strong>{" "}
                          <span class="setup-note">
                            {reasons.map(said.reasonOf).join(said.and)}
                          </span>
                        </li>
                      ))}
                    </ul>
                  )}
                  <button
                    class="button"
                    type="button"
                    aria-label={`${said.askAgain}${said.pause}${calledBy(row.said)}`}
                    onClick={() => once(() => ask(row))}
                  >
                    {said.askAgain}
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      </Read>
    </Page>
  );
}
