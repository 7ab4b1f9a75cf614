import type { Asked, ChangeSet, Job } from "../api/imports.ts";
import { rejectedOf, templateOf } from "../api/ledgers.ts";
import { count } from "../domain/write.ts";
import { useDesk } from "./desk.ts";
import { LedgerColumns } from "./LedgerColumns.tsx";
import { useLedgerWords } from "./ledgerWords.ts";

/** Findings that tell what of a ledger is dropped while it is read. */
const DROPPED: ReadonlySet<string> = new Set([
  "id-numbers-dropped",
  "id-numbers-blanked",
  "paper-numbers-dropped",
  "phones-blanked",
  "names-not-kept",
]);

/** Said before anything is sent: what never comes in, and where to find an empty ledger. */
export function BeforeLedger() {
  const { server } = useDesk();
  const said = useLedgerWords();
  return (
    <section class="ledger-promise">
      <p>{said.leftAlways}</p>
      <p>
        <a href={templateOf(server)} download="">
          {said.template}
        </a>{" "}
        <span class="setup-note">{said.templateHint}</span>
      </p>
    </section>
  );
}

/** How a ledger was read, to be confirmed: what was dropped, its sheets, what each column is. */
export function LedgerRead(props: {
  changes: ChangeSet;
  asked: Asked | null;
  askAgain: (more: Partial<Asked>) => void;
}) {
  const { words } = useDesk();
  const said = useLedgerWords();
  const { changes, asked, askAgain } = props;
  const dropped = changes.findings.filter(({ code }) => DROPPED.has(code));
  const untold = changes.findings.find(({ code }) => code === "ledger-building-untold");
  return (
    <>
      <section class="ledger-promise">
        <h2>{said.left}</h2>
        <ul>
          {dropped.map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
          {dropped.length === 0 && <li>{said.leftAlways}</li>}
        </ul>
      </section>
      <section>
        <h2>{said.columnsAre}</h2>
        <p class="setup-note">
          {said.sheets}
          {words.colon}
          {[...namesByLine(changes.sheets)]
            .map(([header, names]) => said.sheet(names.join(words.comma), count(header)))
            .join(said.pause)}
        </p>
        {untold && (
          <p class="fault" role="alert">
            {untold.message}
          </p>
        )}
        <LedgerColumns
          headers={changes.headers}
          read={{ ...asked?.columns, ...changes.columns }}
          samples={changes.samples}
          guessed={changes.guessed}
          {...(asked && { askAgain })}
        />
      </section>
    </>
  );
}

/** Sheets whose header stands in the same line are named together. */
function namesByLine(sheets: ChangeSet["sheets"]): Map<number, string[]> {
  const named = new Map<number, string[]>();
  for (const { name, header } of sheets) named.set(header, [...(named.get(header) ?? []), name]);
  return named;
}

/** What of a ledger's account its figures do not say, and the rows that go back to the office. */
export function LedgerAccount({ job, changes }: { job: Job; changes: ChangeSet }) {
  const { server } = useDesk();
  const said = useLedgerWords();
  const { claimed = 0, premises = 0 } = changes.counts;
  return (
    <>
      {claimed > 0 && <p class="setup-note">{said.claimed(count(claimed))}</p>}
      {premises > 0 && <p class="setup-note">{said.premises(count(premises))}</p>}
      {changes.vanished > 0 && <p class="setup-note">{said.goneStay(count(changes.vanished))}</p>}
      {changes.rejected > 0 && (
        <a class="button" href={rejectedOf(server, job.id)} download="">
          {said.rejected}
        </a>
      )}
    </>
  );
}

/** Where a ledger that came in leads on to. */
export function AfterLedger({ changes }: { changes: ChangeSet }) {
  const { to } = useDesk();
  const said = useLedgerWords();
  return (
    <section>
      <h2>{said.next}</h2>
      <ul class="things">
        <li>
          {changes.ambiguous > 0 ? (
            <a class="setup-row" href={to("review")}>
              <strong>{said.nextReview(count(changes.ambiguous))}</strong>
            </a>
          ) : (
            <p class="setup-row">{said.nextNone}</p>
          )}
        </li>
        {changes.findings.some(({ code }) => code.startsWith("ledger-row-decided")) && (
          <li>
            <a class="setup-row" href={to("left-out")}>
              <strong>{said.nextLeftOut}</strong>
            </a>
          </li>
        )}
        <li>
          <a class="setup-row" href="#/people/orphans">
            <strong>{said.nextCheck}</strong>
          </a>
        </li>
        <li>
          <a class="setup-row" href="#/">
            <strong>{said.nextMap}</strong>
          </a>
        </li>
      </ul>
    </section>
  );
}
