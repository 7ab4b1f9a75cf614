import { useEffect, useMemo, useState } from "preact/hooks";
import {
  type Held,
  type Listed,
  OFFICES,
  type Office,
  readPeople,
  readVacant,
} from "../api/people.ts";
import { count } from "../domain/write.ts";
import { useDesk, useOnce, useReading } from "../setup/desk.ts";
import { TextField } from "../setup/fields.tsx";
import { Fault, Read } from "../setup/parts.tsx";
import { AreaTree } from "./AreaTree.tsx";
import { useDates, useOffice } from "./office.ts";
import { Empty, SectionPage, useReveal } from "./parts.tsx";

/** So many vacancies are shown before the list; all of them when they were asked for. */
const FEW = 5;
/** Milliseconds of quiet after which a name is looked for. */
const PAUSE = 300;

/** Who serves in an area: what is vacant first, then everybody with their offices. */
export function ServePage({ code, vacant }: { code: string | null; vacant: boolean }) {
  const { said, areas } = useOffice();
  const { map, open, to, rights } = useDesk();
  const reveal = useReveal();
  useEffect(
    () =>
      map.on("pick", ({ area }) => {
        if (area && areas.reached(area)) open(`in/${encodeURIComponent(area)}`);
      }),
    [map, open, areas],
  );
  useEffect(() => {
    if (code) reveal(code);
  }, [code]);
  const area = areas.of(code);
  return (
    <SectionPage
      section="serve"
      actions={
        rights.organise && (
          <>
            <a class="button" href={to("bulk")}>
              {said.bulk}
            </a>
            <a class="button primary" href={to(area ? `give/-/${area.code}` : "give")}>
              {said.add}
            </a>
          </>
        )
      }
    >
      <div class="serve">
        <AreaTree code={area?.code ?? null} />
        <div class="serve-list">
          <Vacancies code={area?.code} all={vacant} />
          <Everybody code={area?.code} />
        </div>
      </div>
    </SectionPage>
  );
}

function Vacancies({ code, all }: { code: string | undefined; all: boolean }) {
  const { said, areas } = useOffice();
  const { server, lang, to, rights } = useDesk();
  const { on } = useDates(lang);
  const [open, setOpen] = useState(all);
  const { reading, again } = useReading(
    (signal) => readVacant(server, code, signal),
    [server, code],
  );
  return (
    <section class="vacancies">
      <Read reading={reading} again={again}>
        {(found) => {
          if (found.length === 0) return <p class="setup-note">{said.noVacancy}</p>;
          const shown = open ? found : found.slice(0, FEW);
          return (
            <>
              <h2 class="work">{said.vacant(count(found.length))}</h2>
              <ul class="rows">
                {shown.map(({ office, area, since }) => (
                  <li key={`${office} ${area}`}>
                    <div>
                      <strong>{said.offices[office]}</strong>
                      <span>
                        {areas.placed(area)} ·{" "}
                        {since ? said.vacantSince(on(since)) : said.vacantEver}
                      </span>
                    </div>
                    {rights.organise && (
                      <a
                        class="row-lead"
                        href={to(`give/${office}/${area}`)}
                        aria-label={`${said.give}${said.comma}${said.offices[office]}${said.comma}${areas.placed(area)}`}
                      >
                        {said.give}
                      </a>
                    )}
                  </li>
                ))}
              </ul>
              {shown.length < found.length && (
                <button class="quiet" type="button" onClick={() => setOpen(true)}>
                  {said.more}
                </button>
              )}
            </>
          );
        }}
      </Read>
    </section>
  );
}

/** People with their offices in an area, and what is done with many at once. */
function Everybody({ code }: { code: string | undefined }) {
  const { said } = useOffice();
  const { server, open, rights } = useDesk();
  const [office, setOffice] = useState<Office | "">("");
  const [text, setText] = useState("");
  const [name, setName] = useState("");
  const [more, setMore] = useState<{ items: Listed[]; next: number | null } | null>(null);
  const [picked, setPicked] = useState<ReadonlySet<string> | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const once = useOnce();
  useEffect(() => {
    const later = setTimeout(() => setName(text.trim()), PAUSE);
    return () => clearTimeout(later);
  }, [text]);
  const whom = { area: code, office: office || undefined, name };
  const { reading, again } = useReading(
    (signal) => {
      setMore(null);
      return readPeople(server, whom, signal);
    },
    [server, code, office, name],
  );
  const first = reading.value.value;
  const items = useMemo(() => [...(first?.items ?? []), ...(more?.items ?? [])], [first, more]);
  const next = more ? more.next : (first?.next ?? null);
  const goOn = async () => {
    try {
      const page = await readPeople(server, { ...whom, after: next ?? 0 });
      setMore({ items: [...(more?.items ?? []), ...page.items], next: page.next });
      setFault(null);
    } catch (problem) {
      setFault(problem);
    }
  };
  const turn = (uid: string) => {
    const now = new Set(picked);
    if (!now.delete(uid)) now.add(uid);
    setPicked(now);
  };
  return (
    <section>
      <div class="filters">
        <label class="setup-field">
          {said.office}
          <select
            value={office}
            onChange={({ currentTarget }) => setOffice(currentTarget.value as Office | "")}
          >
            <option value="">{said.everyOffice}</option>
            {OFFICES.map((one) => (
              <option key={one} value={one}>
                {said.offices[one]}
              </option>
            ))}
          </select>
        </label>
        <TextField label={said.findName} value={text} set={setText} />
      </div>
      <Read reading={reading} again={again}>
        {() =>
          items.length === 0 ? (
            name || office ? (
              <Empty title={said.noneFound} />
            ) : (
              <Empty title={said.noneHere} hint={said.noneHereHint} />
            )
          ) : (
            <>
              <div class="list-head">
                <p>
                  {next === null
                    ? said.found(count(items.length))
                    : said.shown(count(items.length))}
                </p>
                {rights.organise &&
                  (picked ? (
                    <>
                      <button
                        class="quiet"
                        type="button"
                        onClick={() => setPicked(new Set(items.map(({ uid }) => uid)))}
                      >
                        {said.pickAll}
                      </button>
                      <button class="quiet" type="button" onClick={() => setPicked(null)}>
                        {said.cancel}
                      </button>
                    </>
                  ) : (
                    <button class="quiet" type="button" onClick={() => setPicked(new Set())}>
                      {said.pick}
                    </button>
                  ))}
              </div>
              <ul class="rows">
                {items.map((person) => (
                  <Row
                    key={person.uid}
                    person={person}
                    picked={picked ? picked.has(person.uid) : null}
                    turn={() => turn(person.uid)}
                  />
                ))}
              </ul>
              <Fault fault={fault} />
              {next !== null && (
                <button class="button" type="button" onClick={() => once(goOn)}>
                  {said.more}
                </button>
              )}
              {picked && picked.size > 0 && (
                <div class="picked-bar">
                  <span>{said.pickHint}</span>
                  <button
                    class="button primary"
                    type="button"
                    onClick={() => open(`invitations/${[...picked].join(",")}`)}
                  >
                    {said.printInvitations(count(picked.size))}
                  </button>
                </div>
              )}
            </>
          )
        }
      </Read>
    </section>
  );
}

function Row(props: { person: Listed; picked: boolean | null; turn: () => void }) {
  const { said } = useOffice();
  const { to } = useDesk();
  const { person, picked, turn } = props;
  const name = person.name ?? said.nameless;
  const held = <Offices offices={person.offices} />;
  if (picked !== null) {
    return (
      <li>
        <label class="tick-box">
          <input type="checkbox" checked={picked} onChange={turn} aria-label={said.pickOne(name)} />
          <span class="who">
            <strong>{name}</strong>
            {held}
          </span>
        </label>
      </li>
    );
  }
  return (
    <li>
      <a class="setup-row" href={to(`person/${person.uid}`)}>
        <strong>{name}</strong>
        {held}
      </a>
    </li>
  );
}

/** Offices in one line, each with its place. */
export function Offices({ offices }: { offices: readonly Held[] }) {
  const officeSaid = useOfficeSaid();
  const { said } = useOffice();
  return <span>{offices.map(officeSaid).join(said.comma)}</span>;
}

/** Says an office with its place: 新月塘社区 第1网格 网格长. */
export function useOfficeSaid(): (held: Held) => string {
  const { said, areas } = useOffice();
  const { lang } = useDesk();
  return ({ office, area, area_name, department }) => {
    const place = department?.name ?? (area && areas.of(area) ? areas.placed(area) : area_name);
    if (!place) return said.offices[office];
    return lang === "zh-CN"
      ? `${place} ${said.offices[office]}`
      : `${said.offices[office]} · ${place}`;
  };
}
