import { useState } from "preact/hooks";
import type { Building } from "../../api/buildings.ts";
import { readMatrix } from "../../api/matrix.ts";
import { type Call, readCalls, readContacts } from "../../api/start.ts";
import type { View } from "../../domain/address.ts";
import { type Door, doorsIn, isOpen } from "../../domain/doors.ts";
import { count } from "../../domain/write.ts";
import { areaName } from "../areaName.ts";
import { buildingName, doorName } from "../buildingName.ts";
import { useAround } from "../context.ts";
import { Icon } from "../icons.tsx";
import { Link } from "../Link.tsx";
import { Bars, Empty, Fault } from "../Said.tsx";
import { useEntrySaid, useRead } from "./useStart.ts";

/** A patch has one house or a few. */
const MOST_BUILDINGS = 6;

interface Way {
  readonly building: Building;
  readonly door: Door;
}

/** A leader's patch in large type, and three things: the next door, a hazard, who helps. */
export function LeaderStart() {
  const { app, words } = useAround();
  const said = useEntrySaid().start;
  const { area, untouched, partly } = app.chosen;
  const patch = area.value.value;
  const left = untouched.value.value;
  const begun = partly.value.value;
  const buildings = left && begun && [...begun.items, ...left.items].slice(0, MOST_BUILDINGS);
  const ways = useWays(buildings);
  if (!patch || !buildings) {
    const fault = area.fault.value ?? untouched.fault.value ?? partly.fault.value;
    return fault ? <Fault fault={fault} /> : <Bars rows={5} />;
  }
  const [first] = ways ?? [];
  const houses = buildings.filter(({ uid }) => ways?.some(({ building }) => building.uid === uid));
  return (
    <div class="view leader">
      <header class="view-head">
        <h1>{areaName(patch, words)}</h1>
        {ways && ways.length > 0 && (
          <p class="leader-left work">{said.doorsLeft(count(ways.length))}</p>
        )}
      </header>
      {ways?.length === 0 && (
        <Empty icon="check" title={said.allVisited} hint={said.allVisitedHint} />
      )}
      <nav class="leader-acts" aria-label={said.myPatch}>
        {first && (
          <Link class="button primary" view={viewOf(first)}>
            <Icon name="check" size={28} />
            <Act name={said.record} hint={said.nextDoor(doorName(first.door, words))} />
          </Link>
        )}
        <Link class="button" view={{ kind: "report", building: null, place: null }}>
          <Icon name="warning" size={28} />
          <Act name={said.report} hint={said.reportHint} />
        </Link>
        <Contacts />
      </nav>
      {!ways && <Bars rows={4} />}
      {ways &&
        houses.map((building) => (
          <section class="block" key={building.uid}>
            <h2 class="block-title">{buildingName(building, words)}</h2>
            <ul class="rows">
              {ways
                .filter((way) => way.building.uid === building.uid)
                .map((way) => (
                  <WayRow key={way.door.uid} way={way} />
                ))}
            </ul>
          </section>
        ))}
    </div>
  );
}

function Act({ name, hint }: { name: string; hint: string }) {
  return (
    <span class="leader-act">
      <strong>{name}</strong>
      <small>{hint}</small>
    </span>
  );
}

function WayRow({ way }: { way: Way }) {
  const { app, words } = useAround();
  const { building, door } = way;
  const place = [
    door.unit && words.building.unit(door.unit),
    door.floor !== null && words.building.floor(`${door.floor}`),
  ].filter((part): part is string => Boolean(part));
  return (
    <li>
      <Link
        class="row"
        view={viewOf(way)}
        hover={{ building: building.i }}
        lit={app.hovered.value?.building === building.i}
      >
        <span class="row-main">
          <span class="row-name">{doorName(door, words)}</span>
          <span class="row-sub">{words.joined(place)}</span>
        </span>
        <span class="row-end">{words.building.door[door.outcome ?? "untried"]}</span>
        <Icon name="right" size={24} />
      </Link>
    </li>
  );
}

function viewOf({ building, door }: Way): View {
  return { kind: "building", uid: building.uid, door: door.uid };
}

/** The doors still to visit, those nobody has been at first; null until they are here. */
function useWays(buildings: readonly Building[] | null): readonly Way[] | null {
  const { app } = useAround();
  const question = app.question.value;
  const entries = app.records.entries.value;
  const key = buildings?.map(({ uid, settled }) => `${uid} ${settled}`).join();
  const read = useRead(
    async (signal) =>
      buildings && {
        askedAt: Date.now(),
        laid: await Promise.all(
          buildings.map(async (building) => ({
            building,
            matrix: await readMatrix(app.server, building.uid, question, signal),
          })),
        ),
      },
    key,
    question,
    entries.length,
  );
  if (!read) return null;
  // A house may be shared with other leaders, and whoever leads their group sees those doors too.
  const patch = app.chosen.area.value.value;
  const mine = (area: string | null) => !patch?.leaf || area === patch.code;
  const ways = read.laid.flatMap(({ building, matrix }) => {
    const units = matrix.units.map((unit) => ({
      ...unit,
      rows: unit.rows.filter(({ area }) => mine(area)),
    }));
    return app.records
      .overlaid(doorsIn({ units }), read.askedAt)
      .filter(isOpen)
      .map((door) => ({ building, door }));
  });
  return ways.sort((one, other) => Number(one.door.tries > 0) - Number(other.door.tries > 0));
}

/** Whom a leader may turn to: the third thing opens to their names, and rings them up. */
function Contacts() {
  const { app } = useAround();
  const { start: said, listed } = useEntrySaid();
  const contacts = useRead((signal) => readContacts(app.server, signal));
  const [phones, setPhones] = useState<ReadonlyMap<string, string> | null>(null);
  const numbered = (calls: readonly Call[]) =>
    setPhones(
      new Map(calls.flatMap(({ name, phone }) => (name && phone ? [[name, phone] as const] : []))),
    );
  const links = new Map<string, string[]>();
  for (const { link, name } of contacts ?? []) {
    if (name) links.set(name, [...(links.get(name) ?? []), said.contact(link)]);
  }
  if (links.size === 0) return null;
  return (
    <details
      class="leader-help"
      onToggle={({ currentTarget }) => {
        if (currentTarget.open && !phones) void readCalls(app.server).then(numbered, () => {});
      }}
    >
      <summary class="button">
        <Icon name="people" size={28} />
        <Act name={said.contacts} hint={listed([...links.keys()])} />
      </summary>
      <dl class="facts">
        {[...links].map(([name, why]) => (
          <div key={name}>
            <dt>{listed(why)}</dt>
            <dd>
              {phones?.get(name) ? <CallButton name={name} phone={phones.get(name) ?? ""} /> : name}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function CallButton({ name, phone }: { name: string; phone: string }) {
  return (
    <a class="button" href={`tel:${phone}`}>
      <Icon name="phone" size={24} />
      <Act name={name} hint={phone} />
    </a>
  );
}
