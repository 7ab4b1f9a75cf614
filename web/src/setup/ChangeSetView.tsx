import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import {
  type ChangedFeature,
  type ChangeSet,
  COUNTS,
  type CountName,
  type Job,
  readImportMap,
  reportOf,
} from "../api/imports.ts";
import { partsOf } from "../domain/outline.ts";
import { type Extent, extentOf } from "../domain/places.ts";
import { count } from "../domain/write.ts";
import { type ChangedThing, ChangeLayer } from "../map/tools/changes.ts";
import { useDesk } from "./desk.ts";
import { useLedgerWords } from "./ledgerWords.ts";

const SHOWN = 200;

/** What an import would change or has changed, in figures, in sentences and on the map. */
export function ChangeSetView(props: {
  job: Job;
  changes: ChangeSet;
  /** What can be decided about the changes. */
  children: ComponentChildren;
}) {
  const { job, changes, children } = props;
  const { words, server, map, ground } = useDesk();
  const ledger = useLedgerWords();
  const called = job.kind === "ledger" ? ledger.changes : words.changes;
  const [only, setOnly] = useState<CountName | null>(null);
  const [things, setThings] = useState<readonly ChangedThing[]>([]);
  const [more, setMore] = useState(0);
  const [marked, setMarked] = useState<string | null>(null);
  const layer = useMemo(() => new ChangeLayer(ground), [ground]);
  useEffect(() => () => layer.remove(), [layer]);

  useEffect(() => {
    const ending = new AbortController();
    readImportMap(server, job.id, ending.signal).then(
      (answer) => {
        setThings(answer.features.flatMap(thingOf));
        setMore(answer.more);
      },
      // The figures stand without the map.
      () => setThings([]),
    );
    return () => ending.abort();
  }, [server, job.id, job.state]);

  useEffect(() => {
    if (changes.extent) map.fit(changes.extent as Extent, { maxZoom: 17 });
  }, [map, changes]);
  useEffect(() => {
    layer.show(only ? things.filter(({ change }) => change === only) : things);
  }, [layer, things, only]);
  useEffect(() => layer.mark(marked), [layer, marked]);
  useEffect(
    () =>
      map.on("pick", ({ place }) => {
        const thing = layer.at(place);
        setMarked(thing?.ref ?? null);
        if (thing)
          document.getElementById(`changed-${thing.ref}`)?.scrollIntoView({ block: "nearest" });
      }),
    [map, layer],
  );

  // Each row is counted once: an unclear building is among those left out, a ledger's row waits.
  const among = job.kind === "ledger" ? 0 : changes.ambiguous;
  const amount = (name: CountName) => changes[name] - (name === "rejected" ? among : 0);
  const lead = (thing: ChangedThing) => {
    setMarked(thing.ref);
    const extent = extentOf(thing.parts);
    if (extent) map.fit(extent, { maxZoom: 18 });
  };

  const shown = (only ? things.filter(({ change }) => change === only) : []).slice(0, SHOWN);
  const refs = only && shown.length === 0 ? someOf(changes, only) : [];
  return (
    <div class="changes-view">
      <p class="read">{words.rowsRead(count(changes.read))}</p>
      <ul class="tallies">
        {COUNTS.filter((name) => amount(name) > 0).map((name) => (
          <li key={name}>
            <button
              type="button"
              aria-pressed={only === name}
              onClick={() => setOnly(only === name ? null : name)}
            >
              <Sample change={name} />
              <span>{called[name]}</span>
              <strong>{count(amount(name))}</strong>
            </button>
          </li>
        ))}
      </ul>
      {only && (
        <ol class="things">
          {shown.map((thing) => (
            <li key={thing.ref} id={`changed-${thing.ref}`}>
              <button
                type="button"
                class={marked === thing.ref ? "setup-row chosen" : "setup-row"}
                onClick={() => lead(thing)}
              >
                <strong>{thing.ref}</strong>
                {thing.message && <span>{thing.message}</span>}
              </button>
            </li>
          ))}
          {refs.map((ref) => (
            <li key={ref} class="setup-row">
              {ref}
            </li>
          ))}
        </ol>
      )}
      {job.kind !== "ledger" && <Besides changes={changes} />}
      {children}
      {more > 0 && <p class="setup-note">{words.moreOnMap(count(more))}</p>}
      <Findings job={job} changes={changes} things={things} lead={lead} />
    </div>
  );
}

/** What comes along with the rows: households by estimate, streets. */
function Besides({ changes: { counts } }: { changes: ChangeSet }) {
  const { words } = useDesk();
  const said = (Object.keys(words.besides) as (keyof typeof words.besides)[]).flatMap((name) => {
    const value = counts[name] ?? 0;
    return value > 0 ? [words.besides[name](count(value))] : [];
  });
  return said.length > 0 ? <p class="setup-note">{said.join(" · ")}</p> : null;
}

/** The sentences about single rows, the worst first. */
function Findings(props: {
  job: Job;
  changes: ChangeSet;
  things: readonly ChangedThing[];
  lead: (thing: ChangedThing) => void;
}) {
  const { words, server } = useDesk();
  const ledger = useLedgerWords();
  const { job, changes, things, lead } = props;
  // A row that was left out is called by its number on the map.
  const places = useMemo(() => new Map(things.map((thing) => [thing.ref, thing])), [things]);
  if (changes.findings.length === 0) return <p class="setup-note">{words.noFindings}</p>;
  // Rows of several sheets are called as the office finds them: sheet!line.
  const calledRow = ({ row, ref }: (typeof changes.findings)[number]) => {
    const at = job.kind === "ledger" ? (ref?.lastIndexOf("!") ?? -1) : -1;
    return ref && at > 0
      ? ledger.rowOf(ref.slice(0, at), count(Number(ref.slice(at + 1))))
      : words.row(row ?? 0);
  };
  const rank = { error: 0, warning: 1, note: 2 };
  const sorted = [...changes.findings].sort((a, b) => rank[a.severity] - rank[b.severity]);
  return (
    <section>
      <h2>
        {words.findings(count(changes.findings.length + changes.more))}
        <a href={reportOf(server, job.id)} download="">
          {words.report}
        </a>
      </h2>
      <ul class="findings">
        {sorted.map((finding, index) => (
          <li key={index} class={`is-${finding.severity}`}>
            <span class="severity">{words.severity[finding.severity]}</span>
            {finding.row !== null && <span class="row-number">{calledRow(finding)}</span>}
            <ToPlace thing={places.get(`#${finding.row}`)} lead={lead} />
            <p>{finding.message}</p>
          </li>
        ))}
      </ul>
      {changes.more > 0 && <p class="setup-note">{words.moreInReport(count(changes.more))}</p>}
    </section>
  );
}

function ToPlace(props: { thing: ChangedThing | undefined; lead: (thing: ChangedThing) => void }) {
  const { words } = useDesk();
  const { thing, lead } = props;
  if (!thing) return null;
  return (
    <button class="to-place" type="button" onClick={() => lead(thing)}>
      {words.toPlace}
    </button>
  );
}

/** Some things that the map has no place for. */
function someOf({ some }: ChangeSet, name: CountName): readonly string[] {
  return name === "rejected" || name === "unchanged" ? [] : some[name];
}

/** How a change is drawn on the map. */
function Sample({ change }: { change: CountName }) {
  return (
    <svg class={`sample ${change}`} viewBox="0 0 28 18" aria-hidden="true">
      <rect x="2" y="2" width="24" height="14" />
      {change === "vanished" && <path d="m2 2 24 14M2 16 26 2" />}
      {(change === "ambiguous" || change === "rejected") && (
        <text x="14" y="13.5" text-anchor="middle">
          {change === "ambiguous" ? "?" : "!"}
        </text>
      )}
    </svg>
  );
}

function thingOf({ geometry, properties }: ChangedFeature): ChangedThing[] {
  const drawn = partsOf(geometry);
  return drawn ? [{ ...drawn, ...properties }] : [];
}
