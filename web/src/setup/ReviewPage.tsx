import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { readFootprint } from "../api/footprints.ts";
import { dropRow, placeRow, readReview, type Settled, type WaitingRow } from "../api/ledgers.ts";
import { extentOf } from "../domain/places.ts";
import { count } from "../domain/write.ts";
import { CandidateMarks } from "../map/tools/candidates.ts";
import { useDesk, useReading } from "./desk.ts";
import { useLedgerWords } from "./ledgerWords.ts";
import { OtherBuilding } from "./OtherBuilding.tsx";
import { Fault, Page, Read, UndoBar } from "./parts.tsx";
import { RowSaid } from "./RowSaid.tsx";

/** What was decided about a row and is not sent before it can no longer be undone. */
interface Deed {
  readonly row: WaitingRow;
  /** All that go with it: those that say the same. */
  readonly gone: readonly string[];
  /** Null drops the row. */
  readonly building: Choice | null;
}

interface Choice {
  readonly uid: string;
  readonly name: string;
  /** A door that is known there, where that is asked. */
  readonly door?: string | null;
}

/** Rows of ledgers whose building is not clear come to their building, one after the other. */
export function ReviewPage({ first }: { first: string | null }) {
  const { server, to } = useDesk();
  const said = useLedgerWords();
  const { reading, again } = useReading((signal) => readReview(server, signal), [server]);
  const [chosen, choose] = useState(first);
  const [deed, setDeed] = useState<Deed | null>(null);
  const [settled, setSettled] = useState<Settled | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const waits = useRef<Deed | null>(null);

  /** Sends what can no longer be undone. */
  const send = () => {
    const sent = waits.current;
    if (!sent) return;
    waits.current = null;
    const { row, building } = sent;
    const going = building
      ? placeRow(server, row.uid, building.uid, building.door ?? null)
      : dropRow(server, row.uid);
    going
      .then(
        (what) => setSettled(what ?? null),
        (problem) => setFault(problem),
      )
      .then(() => {
        setDeed((now) => (now === sent ? null : now));
        again();
      });
  };
  const later = useRef(send);
  later.current = send;
  useEffect(() => {
    const leave = () => later.current();
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, []);

  const decide = (row: WaitingRow, rest: readonly WaitingRow[], building: Choice | null) => {
    send();
    setFault(null);
    setSettled(null);
    const made = { row, gone: [row, ...(building ? rest : [])].map(({ uid }) => uid), building };
    waits.current = made;
    setDeed(made);
  };
  const undo = () => {
    waits.current = null;
    choose(deed?.row.uid ?? null);
    setDeed(null);
  };

  return (
    <Page title={said.review} back="">
      <Read reading={reading} again={again}>
        {({ items, left }) => {
          const open = items.filter(({ uid }) => !deed?.gone.includes(uid));
          const at = Math.max(
            0,
            open.findIndex(({ uid }) => uid === chosen),
          );
          const row = open[at];
          const same = row && row.reason !== "door" ? alikeOf(row, open) : [];
          // Those that say the same wait with it.
          const after = [...open.slice(at + 1), ...open.slice(0, at)];
          const next = after.find((one) => !same.includes(one)) ?? null;
          return (
            <>
              {left > 0 && (
                <p class="setup-note" role="status">
                  {said.waitingRows(count(left - (items.length - open.length)))}
                </p>
              )}
              {settled && (
                <p class="good" role="status">
                  {settled.rows > 0 && said.placed(count(settled.rows))}{" "}
                  {settled.asked > 0 && said.doorAsked(count(settled.asked))}{" "}
                  {settled.learned && said.learned(settled.learned, settled.building)}
                </p>
              )}
              <Fault fault={fault} />
              {row ? (
                <Row
                  key={row.uid}
                  row={row}
                  alike={same.length}
                  place={(building) => decide(row, same, building)}
                  drop={() => decide(row, [], null)}
                  skip={next ? () => choose(next.uid) : null}
                  undo={deed ? undo : null}
                />
              ) : (
                <div class="setup-empty">
                  <p>{said.nothingWaits}</p>
                  <a class="button" href={to("new/ledger")}>
                    {said.alsoImport}
                  </a>
                </div>
              )}
              <p class="setup-note">
                <a href={to("left-out")}>{said.seeLeftOut}</a>
              </p>
            </>
          );
        }}
      </Read>
      {deed && (
        <UndoBar
          done={{
            said: deed.building ? said.placing(deed.building.name) : said.dropping,
            undo,
          }}
          end={send}
        />
      )}
    </Page>
  );
}

/** One row: what it says, why it is unclear, and the buildings that it may mean. */
function Row(props: {
  row: WaitingRow;
  alike: number;
  place: (building: Choice) => void;
  drop: () => void;
  skip: (() => void) | null;
  undo: (() => void) | null;
}) {
  const { map, ground, server } = useDesk();
  const said = useLedgerWords();
  const { row, alike, place, drop, skip } = props;
  const [chosen, choose] = useState<number | null>(null);
  const [hovered, hover] = useState<number | null>(null);
  const [other, setOther] = useState<Choice | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const { offers } = row;
  const take = (index: number) => {
    setOther(null);
    choose(index);
  };
  const marks = useMemo(
    () => new CandidateMarks(ground, { chosen: take, hovered: hover }),
    [ground],
  );
  useEffect(() => () => marks.remove(), [marks]);
  useEffect(() => {
    marks.show(
      offers.map(({ lon, lat, name }, index) => ({
        place: [lon, lat],
        title: said.candidate(`${index + 1}`, name),
      })),
    );
    const extent = extentOf([offers.map(({ lon, lat }) => [lon, lat] as const)]);
    if (extent) map.fit(extent, { maxZoom: 17 });
  }, [marks, map, offers, said]);
  useEffect(() => marks.mark(hovered, chosen), [marks, hovered, chosen]);

  const offer = chosen === null ? null : offers[chosen];
  const meant = other ?? (offer ? { uid: offer.building, name: offer.name } : null);
  const uid = meant?.uid ?? null;
  useEffect(() => {
    if (uid === null) return;
    let over = false;
    readFootprint(server, uid).then(
      ({ footprint }) => {
        if (!over) map.select({ outline: footprint as GeoJSON.Geometry | null });
      },
      // The number on the map says where it is.
      () => {},
    );
    return () => {
      over = true;
      map.select(null);
    };
  }, [map, server, uid]);

  useKeys((key) => {
    const number = Number(key) - 1;
    if (number >= 0 && number < offers.length) take(number);
    else if (key === "Enter" && meant) place(meant);
    else if (key === "n" && skip) skip();
    else if (key === "u" && props.undo) props.undo();
    else if (key === "/") search.current?.focus();
    else return false;
    return true;
  });

  return (
    <section class="review-row" aria-labelledby="review-said">
      <p class="setup-note">{said.line(row.ledger, row.sheet, count(row.line))}</p>
      <RowSaid id="review-said" said={row.said} />
      <p>{said.unclear[row.reason]}</p>
      {alike > 0 && <p class="setup-note">{said.alike(count(alike))}</p>}
      {row.reason === "door" ? (
        <Doors row={row} chosen={other} choose={setOther} />
      ) : offers.length > 0 ? (
        <ol class="things offers" aria-label={said.candidates}>
          {offers.map(({ building, name, reasons }, index) => (
            <li key={building}>
              <button
                type="button"
                class={["setup-row", chosen === index && "chosen", hovered === index && "lit"]
                  .filter(Boolean)
                  .join(" ")}
                aria-pressed={chosen === index}
                onClick={() => take(index)}
                onMouseEnter={() => hover(index)}
                onMouseLeave={() => hover(null)}
              >
                <b aria-hidden="true">{index + 1}</b>
                <strong>{name}</strong>
                <span>{reasons.map(said.reasonOf).join(said.and)}</span>
              </button>
            </li>
          ))}
        </ol>
      ) : (
        <p class="setup-note">{said.noCandidates}</p>
      )}
      {row.reason !== "door" && (
        <OtherBuilding
          field={search}
          chosen={other}
          choose={(building) => {
            choose(null);
            setOther(building);
          }}
        />
      )}
      <div class="ways">
        <button
          class="button primary"
          type="button"
          disabled={!meant}
          onClick={() => meant && place(meant)}
        >
          {row.reason === "door"
            ? meant
              ? said.itIsThisDoor
              : said.chooseDoorFirst
            : meant
              ? said.itIsThis
              : said.chooseFirst}
        </button>
        {skip && (
          <button class="button" type="button" onClick={skip}>
            {said.skip}
          </button>
        )}
        <button class="button" type="button" onClick={drop}>
          {said.drop}
        </button>
      </div>
      <p class="setup-note by-keys">{said.keys}</p>
    </section>
  );
}

/** Which door of its building a row means: one that is known there, or one of its own. */
function Doors(props: { row: WaitingRow; chosen: Choice | null; choose: (door: Choice) => void }) {
  const said = useLedgerWords();
  const { row, chosen, choose } = props;
  const [offer] = row.offers;
  if (!offer) return null;
  const ways = [
    ...row.doors.map(({ household, unit, door }) => ({
      door: household,
      text: said.knownDoor(unit ?? "", door ?? ""),
    })),
    { door: null, text: said.ownDoor },
  ];
  return (
    <>
      <p>
        <strong>{offer.name}</strong>
      </p>
      <ol class="things offers" aria-label={said.doors}>
        {ways.map(({ door, text }, index) => {
          const isChosen = chosen !== null && chosen.door === door;
          return (
            <li key={door}>
              <button
                type="button"
                class={isChosen ? "setup-row chosen" : "setup-row"}
                aria-pressed={isChosen}
                onClick={() => choose({ uid: offer.building, name: text, door })}
              >
                <b aria-hidden="true">{index + 1}</b>
                <strong>{text}</strong>
              </button>
            </li>
          );
        })}
      </ol>
      <p class="setup-note">{said.doorsAlike}</p>
    </>
  );
}

/** Keys of the page; what is typed into a field, and what a button does with Enter, stays there. */
function useKeys(press: (key: string) => boolean): void {
  const latest = useRef(press);
  latest.current = press;
  // From row to row without a gap: a key that is pressed the moment the next one stands is its own.
  useLayoutEffect(() => {
    const heard = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (target instanceof Element && target.closest("input, select, textarea")) return;
      const pressed =
        event.key === "Enter" &&
        target instanceof Element &&
        target.closest("a, button:not(.offers button)");
      if (pressed) return;
      if (!latest.current(event.key.length === 1 ? event.key.toLowerCase() : event.key)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Before the map and the page take keys of their own.
    window.addEventListener("keydown", heard, true);
    return () => window.removeEventListener("keydown", heard, true);
  }, []);
}

/** Other rows of the list that write the building just as this one does. */
function alikeOf(row: WaitingRow, rows: readonly WaitingRow[]): WaitingRow[] {
  const mark = ({ said: { address, estate, building } }: WaitingRow) =>
    address || estate ? [address, estate, building].join("\n") : null;
  const mine = mark(row);
  return rows.filter((one) => mine !== null && one.uid !== row.uid && mark(one) === mine);
}
