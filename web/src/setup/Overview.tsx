import { useEffect, useState } from "preact/hooks";
import { readCheck } from "../api/check.ts";
import { type Job, readImport } from "../api/imports.ts";
import { readReview } from "../api/ledgers.ts";
import { type MapInfo, readMap } from "../api/map.ts";
import { count } from "../domain/write.ts";
import { lastAsked } from "./asked.ts";
import { useDesk, useReading } from "./desk.ts";
import { useLedgerWords } from "./ledgerWords.ts";
import { Page, Read, Tick } from "./parts.tsx";
import { pathsOf } from "./path.ts";

/** What the workspace holds, and what to do next. */
export function Overview() {
  const { rights } = useDesk();
  return rights.setUp ? <WholeWay /> : <OwnPart />;
}

function WholeWay() {
  const { words, server } = useDesk();
  const { reading, again } = useReading((signal) => readMap(server, signal), [server]);
  const info = reading.value.value;
  const empty = info !== null && info.counts.areas + info.counts.buildings === 0;
  return (
    <Page title={words.title} lead={empty ? words.emptyLead : info?.name}>
      <Read reading={reading} again={again}>
        {(value) => (
          <>
            <Unfinished />
            <Steps info={value} />
          </>
        )}
      </Read>
    </Page>
  );
}

/** Where the ground is others' work: the ledger, and the buildings of a list, as far as one may. */
function OwnPart() {
  const { words, server, rights, to } = useDesk();
  const said = useLedgerWords();
  const { reading, again } = useReading(
    async (signal) => {
      const [{ counts }, review] = await Promise.all([
        readMap(server, signal),
        rights.register ? readReview(server, signal) : null,
      ]);
      return { ...counts, waiting: review?.left ?? 0 };
    },
    [server, rights],
  );
  return (
    <Page title={rights.register ? said.register : words.list}>
      <Read reading={reading} again={again}>
        {({ households, listed, waiting }) => {
          const ways: readonly (readonly [string, string, string?])[] = [
            ...(rights.register
              ? ([
                  ["new/ledger", said.bringIn, said.bringInHint],
                  ...(waiting > 0 ? [["review", said.reviewSome(count(waiting))] as const] : []),
                  ...(households > 0 ? [["out", said.takeOut, said.takeOutHint] as const] : []),
                ] as const)
              : []),
            ...(listed > 0 ? [["list", words.placeListed(count(listed))] as const] : []),
          ];
          return (
            <>
              {rights.register && <Unfinished />}
              {ways.length === 0 && (
                <div class="setup-empty">
                  <Tick />
                  <p>{words.allPlaced}</p>
                </div>
              )}
              <ul class="things">
                {ways.map(([path, text, hint]) => (
                  <li key={path}>
                    <a class="setup-row" href={to(path)}>
                      <strong>{text}</strong>
                      {hint && <span>{hint}</span>}
                    </a>
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </Read>
    </Page>
  );
}

/** An import that was left before it was written or given up. */
function Unfinished() {
  const { words, server, to } = useDesk();
  const [job, setJob] = useState<Job | null>(null);
  useEffect(() => {
    const last = lastAsked();
    if (!last) return;
    const ending = new AbortController();
    // One that the server has forgotten is over.
    readImport(server, last, ending.signal).then(setJob, () => {});
    return () => ending.abort();
  }, [server]);
  if (!job || !(job.state in words.unfinished)) return null;
  return (
    <a class="setup-row unfinished" href={to(`import/${job.id}`)}>
      <strong>{job.name}</strong>
      <span>{words.unfinished[job.state as keyof typeof words.unfinished]}</span>
    </a>
  );
}

function Steps({ info }: { info: MapInfo }) {
  const { words, server, rights } = useDesk();
  const ledger = useLedgerWords();
  const { areas, buildings, households, listed } = info.counts;
  const check = useReading((signal) => readCheck(server, signal, { limit: 1 }), [server, info.seq]);
  const findings = check.reading.value.value;
  const review = useReading(
    async (signal) => (rights.register ? (await readReview(server, signal)).left : 0),
    [server, info.seq],
  );
  const waiting = review.reading.value.value ?? 0;
  const toCheck = findings?.total ?? 0;
  const filled = [areas > 0, buildings > 0, households > 0];
  const next = filled.indexOf(false);
  // Where there is nothing yet, nothing was found to be right.
  const checked = filled.includes(true) && findings !== null && toCheck === 0;
  // With nothing left to do no step is the next one.
  const at = next >= 0 ? next : checked ? -1 : 3;
  const ways: readonly (readonly Way[])[] = [
    [
      { path: "new/areas", text: words.importAreas },
      { path: "areas", text: words.drawAreas },
    ],
    [
      { path: "new/buildings", text: words.importBuildings },
      { path: "new/osm", text: words.importOsm },
      { path: "new/list", text: words.importList },
      ...(listed > 0 ? [{ path: "list", text: words.placeListed(count(listed)) }] : []),
    ],
    [
      ...(rights.register ? [{ path: "new/ledger", text: ledger.bringIn }] : []),
      ...(waiting > 0 ? [{ path: "review", text: ledger.reviewSome(count(waiting)) }] : []),
      ...(rights.register && households > 0 ? [{ path: "out", text: ledger.takeOut }] : []),
      ...(rights.register ? [{ path: "new/households", text: words.importHouseholds }] : []),
      ...(rights.record ? [{ path: "new/visits", text: words.importVisits }] : []),
    ],
    [{ path: "check", text: words.lookAtCheck }],
  ];
  const said = [
    areas > 0 ? words.areas(count(areas)) : words.noneYet,
    buildings > 0 ? words.buildings(count(buildings)) : words.noneYet,
    households > 0 ? words.households(count(households)) : words.noneYet,
    !filled.includes(true)
      ? words.nothingToCheck
      : !findings
        ? words.notChecked
        : toCheck > 0
          ? words.toCheck(count(toCheck))
          : words.allRight,
  ];
  return (
    <>
      <ol class="setup-steps">
        {words.steps.map((step, index) => {
          const done = index < 3 ? filled[index] === true : checked;
          const now = index === at;
          return (
            <li key={step} class={now ? "now" : done ? "done" : "ahead"}>
              <span class="step-mark" aria-hidden="true">
                {done && !now ? <Tick /> : index + 1}
              </span>
              <div>
                <h2>
                  {step}
                  {now && <span class="spoken">{words.next}</span>}
                </h2>
                <p>{said[index]}</p>
                <Ways ways={ways[index] ?? []} first={now} />
              </div>
            </li>
          );
        })}
      </ol>
      <Beside />
    </>
  );
}

interface Way {
  readonly path: string;
  readonly text: string;
}

/** What can be done in a step; in the one that is next the first way is the main one. */
function Ways({ ways, first }: { ways: readonly Way[]; first: boolean }) {
  const { to } = useDesk();
  return (
    <div class="ways">
      {ways.map(({ path, text }, index) => (
        <a key={path} class={lookOf(first, index)} href={to(path)}>
          {text}
        </a>
      ))}
    </div>
  );
}

function lookOf(first: boolean, index: number): string {
  if (!first) return "way";
  return index === 0 ? "button primary" : "button";
}

/** What helps beside the steps. */
function Beside() {
  const { words, to } = useDesk();
  return (
    <section class="beside">
      <h2>{words.beside}</h2>
      <a class="setup-row" href={to("backdrop")}>
        <strong>{words.backdrop}</strong>
        <span>{words.backdropHint}</span>
      </a>
      <a class="setup-row" href={pathsOf("plan").to("")}>
        <strong>{words.plan}</strong>
        <span>{words.planHint}</span>
      </a>
    </section>
  );
}
