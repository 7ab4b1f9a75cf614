import type { Asked, ChangeSet, Job } from "../api/imports.ts";
import { rejectedOf, templateOf } from "../api/ledgers.ts";
import { count } from "../domain/write.ts";
import { useDesk } from "./desk.ts";
import { useLedgerWords } from "./ledgerWords.ts";
import { ColumnsRead } from "./MoreSaid.tsx";

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
  job: Job;
  changes: ChangeSet;
  asked: Asked | null;
  askAgain: (more: Partial<Asked>) => void;
}) {
  const { words } = useDesk();
  const said = useLedgerWords();
  const { job, changes, asked, askAgain } = props;
  const dropped = changes.findings.filter(({ code }) => DROPPED.has(code));
  const rows = Object.entries(changes.columns);
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
          {changes.sheets
            .map(({ name, header }) => said.sheet(name, count(header)))
            .join(said.pause)}
        </p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways by the keys too. */}
        <section class="ledger-columns" tabIndex={0} aria-label={said.columnsAre}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.standard}</th>
                <th scope="col">{words.inFile}</th>
                <th scope="col">{said.firstRows}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(([name, header]) => (
                <tr key={name}>
                  <th scope="row">{said.columnOf(name)}</th>
                  <td>{header}</td>
                  <td class="cells">
                    {changes.samples[name]?.join(said.pause) ?? <em>{said.unseen}</em>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        {job.state === "done" && (
          <>
            <ColumnsRead job={job} asked={asked} askAgain={askAgain} />
            <p class="setup-note">{said.columnsHint}</p>
          </>
        )}
      </section>
    </>
  );
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
