import { useEffect, useState } from "preact/hooks";
import {
  type Asked,
  applyImport,
  discardImport,
  type Job,
  type Kind,
  readImport,
  startImport,
} from "../api/imports.ts";
import { Refusal } from "../api/server.ts";
import { count } from "../domain/write.ts";
import type { SetupWords } from "../words/en/setup.ts";
import { askedOf, noteAsked } from "./asked.ts";
import { ChangeSetView } from "./ChangeSetView.tsx";
import { spoken, useDesk, useOnce } from "./desk.ts";
import { AfterLedger, LedgerAccount, LedgerRead } from "./LedgerIn.tsx";
import { useLedgerWords } from "./ledgerWords.ts";
import { ColumnsRead, MoreSaid } from "./MoreSaid.tsx";
import { Bars, Fault, LostFiles, Page } from "./parts.tsx";
import { waitingFiles } from "./queue.ts";

const EVERY = 800;
const BUSY = new Set(["waiting", "reading", "applying"]);

/** One import: how it is read, what it would change, and writing it. */
export function ImportPage({ id }: { id: string }) {
  const { words, server, open, to } = useDesk();
  const ledger = useLedgerWords();
  const [job, setJob] = useState<Job | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [round, setRound] = useState(0);
  const busy = job === null || BUSY.has(job.state);

  useEffect(() => {
    const ending = new AbortController();
    let later = 0;
    readImport(server, id, ending.signal).then(
      (now) => {
        setJob(now);
        setFault(null);
        if (BUSY.has(now.state)) later = window.setTimeout(() => setRound((n) => n + 1), EVERY);
      },
      (problem) => {
        if (ending.signal.aborted) return;
        setFault(problem);
        // A network that fails comes back; a job that is gone does not.
        if (!(problem instanceof Refusal)) {
          later = window.setTimeout(() => setRound((n) => n + 1), 4 * EVERY);
        }
      },
    );
    return () => {
      ending.abort();
      clearTimeout(later);
    };
  }, [server, id, round]);

  const once = useOnce();
  const apply = () =>
    applyImport(server, id).then((now) => {
      setJob(now);
      setRound((n) => n + 1);
    }, setFault);

  const again = async (more: Partial<Asked>) => {
    const asked = job && askedOf(job);
    if (!asked) return;
    try {
      const fuller = { ...asked, ...more };
      const next = await startImport(server, fuller);
      noteAsked(next.id, fuller);
      setJob(null);
      open(`import/${next.id}`, true);
    } catch (problem) {
      setFault(problem);
    }
  };

  const askAgain = (more: Partial<Asked>) => once(() => again(more));

  const changes = job?.result ?? null;
  const [next] = waitingFiles();
  const title = job ? words.kind[job.kind] : words.import;
  const closing = Boolean(job && askedOf(job)?.close_vanished);
  const written = changes ? changes.added + changes.altered : 0;
  // Rows of a ledger that are not clear wait for a person once it is written.
  const unclear = changes && job?.kind === "ledger" ? changes.ambiguous : 0;
  const closed = changes && closing ? changes.vanished : 0;
  const actions =
    job?.state === "done" && changes ? (
      <>
        <button
          class="button"
          type="button"
          onClick={() => once(() => discardImport(server, id).then(() => open(""), setFault))}
        >
          {words.discard}
        </button>
        <button
          class="button primary"
          type="button"
          disabled={written + closed + unclear === 0}
          onClick={() => once(apply)}
        >
          {written === 0 && unclear > 0
            ? ledger.keepUnclear(count(unclear))
            : effectOf(words, job.kind, written, closed)}
        </button>
      </>
    ) : job?.state === "applied" || job?.state === "discarded" ? (
      <>
        <a class="button" href={to("")}>
          {words.title}
        </a>
        {next ? (
          <a class="button primary" href={to("new")}>
            {words.nextFile(next.name)}
          </a>
        ) : (
          job.state === "applied" &&
          (job.kind !== "ledger" || unclear > 0) && (
            <a class="button primary" href={to(NEXT[job.kind])}>
              {words.onward[job.kind]}
            </a>
          )
        )}
      </>
    ) : null;

  return (
    <Page title={title} back="" lead={job?.name} actions={actions}>
      {fault instanceof Refusal && fault.status === 404 ? (
        <div class="fault" role="alert">
          <p>{spoken(fault, words)}</p>
          <a class="button" href={to("new")}>
            {words.chooseAgain}
          </a>
        </div>
      ) : (
        <Fault fault={fault} />
      )}
      {busy && fault === null && <Underway job={job} />}
      {job?.state === "failed" && job.problem && (
        <>
          <p class="fault" role="alert">
            {job.problem.message}
          </p>
          <MoreSaid job={job} asked={askedOf(job)} askAgain={askAgain} />
        </>
      )}
      {(job?.state === "applied" || job?.state === "discarded") && <LostFiles />}
      {job?.state === "discarded" && <p>{words.discarded}</p>}
      {job?.state === "applied" && (
        <p class="good" role="status">
          {words.applied}
        </p>
      )}
      {changes && job?.kind === "ledger" && job.state === "applied" && (
        <AfterLedger changes={changes} />
      )}
      {changes && job?.kind === "ledger" && job.state === "done" && (
        <LedgerRead changes={changes} asked={askedOf(job)} askAgain={askAgain} />
      )}
      {changes && job && (job.state === "done" || job.state === "applied") && (
        <ChangeSetView job={job} changes={changes}>
          {job.state === "done" && changes.vanished > 0 && CLOSABLE.has(job.kind) && (
            <div class="vanished">
              <p>
                {closing
                  ? words.vanishedGo(count(changes.vanished))
                  : words.vanishedStay(count(changes.vanished))}
              </p>
              <button
                class="button"
                type="button"
                onClick={() => askAgain({ close_vanished: !closing })}
              >
                {closing ? words.keepThem : words.closeThem(count(changes.vanished))}
              </button>
            </div>
          )}
          {job.kind === "ledger" && <LedgerAccount job={job} changes={changes} />}
          {job.state === "done" && job.kind !== "ledger" && (
            <ColumnsRead job={job} asked={askedOf(job)} askAgain={askAgain} />
          )}
        </ChangeSetView>
      )}
    </Page>
  );
}

/** Kinds whose vanished things can be closed. */
const CLOSABLE = new Set(["areas", "buildings", "osm"]);

/** Names what pressing the button does. */
function effectOf(words: SetupWords, kind: Kind, written: number, closed: number): string {
  if (written + closed === 0) return words.nothingToWrite;
  const parts = [
    written > 0 && words.write[kind](count(written)),
    closed > 0 && words.closeThem(count(closed)),
  ];
  return parts.filter(Boolean).join(words.comma);
}

/** Where each kind leads on to. */
const NEXT: Record<Job["kind"], string> = {
  areas: "",
  buildings: "",
  osm: "",
  list: "list",
  ledger: "review",
  households: "check",
  visits: "check",
  people: "",
};

/** What is being done, and for how long already. */
function Underway({ job }: { job: Job | null }) {
  const { words } = useDesk();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const clock = setInterval(() => setSeconds((past) => past + 1), 1000);
    return () => clearInterval(clock);
  }, []);
  if (!job) return <Bars />;
  const phase = job.phase ?? (job.state === "applying" ? "writing" : "reading");
  return (
    <div class="underway">
      <p role="status">{job.state === "waiting" ? words.phases.waiting : words.phases[phase]}</p>
      <progress aria-label={words.phases[phase]} />
      {seconds > 0 && <p class="setup-note">{words.elapsed(seconds)}</p>}
      <p class="setup-note">{words.mayLeave}</p>
    </div>
  );
}
