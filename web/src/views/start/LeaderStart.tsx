import type { Building } from "../../api/buildings.ts";
import { readMatrix } from "../../api/matrix.ts";
import { readContacts } from "../../api/start.ts";
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

/** A leader's patch in large type: whom to visit still, record a visit, tell of a hazard. */
export function LeaderStart() {
  const { app, words } = useAround();
  const said = useEntrySaid().start;
  const { area, untouched, partly } = app.chosen;
  const patch = area.value.value;
  const left = untouched.value.value;
  const begun = partly.value.value;
  const buildings = [...(begun?.items ?? []), ...(left?.items ?? [])].slice(0, MOST_BUILDINGS);
  const ways = useWays(buildings);
  if (!patch || !left || !begun) {
    const fault = area.fault.value ?? untouched.fault.value ?? partly.fault.value;
    return fault ? <Fault fault={fault} /> : <Bars rows={5} />;
  }
  const [first] = ways ?? [];
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
            {said.record}
          </Link>
        )}
        <Link class="button" view={{ kind: "report", building: null, place: null }}>
          <Icon name="warning" size={28} />
          {said.report}
        </Link>
      </nav>
      {!ways && <Bars rows={4} />}
      {ways && ways.length > 0 && (
        <ul class="rows">
          {ways.map((way) => (
            <WayRow key={way.door.uid} way={way} />
          ))}
        </ul>
      )}
      <Contacts />
    </div>
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
          <span class="row-sub">{words.joined([buildingName(building, words), ...place])}</span>
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
function useWays(buildings: readonly Building[]): readonly Way[] | null {
  const { app } = useAround();
  const question = app.question.value;
  const entries = app.records.entries.value;
  const key = buildings.map(({ uid, settled }) => `${uid} ${settled}`).join();
  const read = useRead(
    async (signal) => ({
      askedAt: Date.now(),
      laid: await Promise.all(
        buildings.map(async (building) => ({
          building,
          matrix: await readMatrix(app.server, building.uid, question, signal),
        })),
      ),
    }),
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

/** Whom a leader may turn to. */
function Contacts() {
  const { app } = useAround();
  const said = useEntrySaid().start;
  const contacts = useRead((signal) => readContacts(app.server, signal));
  const named = contacts?.filter(({ name }) => name) ?? [];
  if (named.length === 0) return null;
  return (
    <section class="block">
      <h2 class="block-title">{said.contacts}</h2>
      <dl class="facts">
        {named.map(({ link, name }) => (
          <div key={link}>
            <dt>{said.contact(link)}</dt>
            <dd>{name}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
