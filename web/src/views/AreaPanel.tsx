import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Building } from "../api/buildings.ts";
import type { GroupFigure } from "../api/groups.ts";
import { Refusal } from "../api/server.ts";
import type { Level } from "../domain/levels.ts";
import { count, distance } from "../domain/write.ts";
import type { NearList } from "../state/chosen.ts";
import type { Named } from "../state/world.ts";
import { AreaRows } from "./AreaRows.tsx";
import { areaName } from "./areaName.ts";
import { BuildingSign } from "./BuildingSign.tsx";
import { buildingFacts, buildingName } from "./buildingName.ts";
import { useAround } from "./context.ts";
import { Figure } from "./Figure.tsx";
import { HazardRows } from "./HazardRows.tsx";
import { Icon } from "./icons.tsx";
import { Link } from "./Link.tsx";
import { Print } from "./Print.tsx";
import { Bars, Empty, Fault, Nothing } from "./Said.tsx";
import "./area.css";

/** What the areas of a level are divided into. */
const DIVIDED: Partial<Record<Level, "grid" | "patch">> = {
  subdistrict: "grid",
  community: "grid",
  grid: "patch",
};

/**
 * One area: its figure, what is not done in it, the areas below and its hazards. `children` follow
 * its figure.
 */
export function AreaPanel({ children }: { children?: ComponentChildren }) {
  const { app, words } = useAround();
  const { area, coverage } = app.chosen;
  const chosen = area.value.value;
  if (!chosen) {
    const fault = area.fault.value;
    if (fault instanceof Refusal && fault.status === 404) {
      return <Nothing title={words.area.unknown} hint={words.area.unknownHint} />;
    }
    return fault ? <Fault fault={fault} /> : <Bars rows={6} />;
  }
  const known = coverage.value.value;
  const hazards = app.chosen.areaHazards.value.value;
  const buildings = app.world
    .areas(chosen.level)
    .value.value?.find(({ code }) => code === chosen.code)?.buildings;
  // On the spot, where to go comes first and how far it all is second.
  const onTheSpot = app.screen.narrow.value && !children;
  // Whoever came by the square code of a sheet may have it in their hands, ticked.
  const view = app.view.value;
  const sheet = view.kind === "area" ? view.sheet : undefined;
  const keyIn = app.rights.record && (
    <Link
      class={sheet ? "button" : "quiet"}
      view={{ kind: "sheet", path: sheet ? `${chosen.code}/${sheet}` : "" }}
    >
      {sheet ? words.print.keyInThis(sheet) : words.print.keyIn}
    </Link>
  );
  const work = <Work nobodyToVisit={known?.figure?.target === 0} />;
  return (
    <div class="view">
      {onTheSpot && sheet && keyIn}
      {onTheSpot && <Next />}
      {onTheSpot && app.rights.figures && work}
      <header class="view-head">
        <Path areas={app.world.above(chosen)} />
        <h1>{areaName(chosen, words)}</h1>
        <p class="sub">
          {words.joined([
            chosen.code,
            ...(buildings === undefined ? [] : [words.area.buildings(count(buildings))]),
          ])}
        </p>
        <div class="head-acts">
          {app.rights.setUp && chosen.level in DIVIDED && (
            <Link
              class="quiet"
              view={{ kind: "plan", path: `${chosen.code}/${DIVIDED[chosen.level]}` }}
            >
              {words.area.divide}
            </Link>
          )}
          {app.rights.figures && <Print code={chosen.code} lowest={chosen.level === "patch"} />}
          {!(onTheSpot && sheet) && keyIn}
        </div>
      </header>
      {!app.rights.figures ? null : known?.figure ? (
        <Figure figure={known.figure} period={known.period} asOf={known.asOf} />
      ) : coverage.state.value === "failed" ? (
        <Fault fault={coverage.fault.value} />
      ) : known ? (
        // Read, and not told: so few households of the key group are here that they could be guessed.
        <p class="note">{words.area.tooFew}</p>
      ) : (
        <Bars rows={4} />
      )}
      {children}
      <Groups groups={app.chosen.groups.value.value ?? []} />
      {!onTheSpot && app.rights.figures && work}
      {known && known.children.length > 0 && <AreaRows areas={known.children} />}
      {hazards && <HazardRows hazards={hazards} most={4} />}
    </div>
  );
}

/** The areas above, coarse to fine. */
export function Path({ areas }: { areas: readonly Named[] }) {
  const { words } = useAround();
  return (
    <nav class="path" aria-label={words.area.path}>
      <Link view={{ kind: "overview" }}>{words.area.overview}</Link>
      {areas.map((above) => (
        <span key={above.code}>
          <Icon name="right" size={12} />
          <Link view={{ kind: "area", code: above.code }} hover={{ area: above.code }}>
            {areaName(above, words)}
          </Link>
        </span>
      ))}
    </nav>
  );
}

/** On the spot: the building to go to next, and the two things to do there. */
function Next() {
  const { app, words } = useAround();
  const next = app.chosen.next.value;
  if (!next) return null;
  return (
    <div class="next-building">
      <ul class="rows">
        <BuildingRow building={next} next />
      </ul>
      <div class="actions">
        <Link
          class="button primary"
          view={{ kind: "building", uid: next.uid, door: null }}
          label={words.area.startAt(buildingName(next, words))}
        >
          {words.area.start}
        </Link>
        {app.rights.report && (
          <Link
            class="button only-icon"
            view={{ kind: "report", building: null, place: null }}
            label={words.area.report}
          >
            <Icon name="warning" />
          </Link>
        )}
      </div>
    </div>
  );
}

function Groups({ groups }: { groups: readonly GroupFigure[] }) {
  const { words } = useAround();
  const served = groups.filter(({ target }) => target !== 0);
  if (served.length === 0) return null;
  const untold = served.filter(({ target, reached }) => target === null || reached === null);
  const named = (groups: readonly GroupFigure[]) => words.listed(groups.map(({ name }) => name));
  const few = untold.filter(({ unserved }) => !unserved);
  const unserved = untold.filter((group) => group.unserved);
  return (
    <section class="block">
      <h2 class="block-title">{words.area.groups}</h2>
      <ul class="groups">
        {served.map(({ name, target, reached }) =>
          target === null || reached === null ? null : (
            <li
              key={name}
              class="group"
              aria-label={`${name}: ${words.area.groupSpoken(count(reached), count(target))}`}
            >
              <span class="group-name">{name}</span>
              <span class="group-bar">
                <i style={{ width: `${target ? (reached / target) * 100 : 0}%` }} />
              </span>
              <span class="group-count">
                <strong>{count(reached)}</strong>/{count(target)}
              </span>
            </li>
          ),
        )}
      </ul>
      {few.length > 0 && <p class="note">{words.area.few(named(few))}</p>}
      {unserved.length > 0 && <p class="note">{words.area.unserved(named(unserved))}</p>}
    </section>
  );
}

/** Where there is something to go to: buildings nobody has visited, then those begun. */
function Work({ nobodyToVisit }: { nobodyToVisit: boolean }) {
  const { app, words } = useAround();
  const { untouched, partly } = app.chosen;
  const left = untouched.value.value;
  const begun = partly.value.value;
  if (!left || !begun) {
    const failed = untouched.state.value === "failed" || partly.state.value === "failed";
    return failed ? null : <Bars rows={3} />;
  }
  if (left.items.length === 0 && begun.items.length === 0) {
    if (nobodyToVisit) return null;
    return <Empty icon="check" title={words.area.allVisited} hint={words.area.allSettled} />;
  }
  return (
    <>
      {left.items.length > 0 && <Unvisited list={left} />}
      {begun.items.length > 0 && <Partly list={begun} open={left.items.length === 0} />}
    </>
  );
}

function Unvisited({ list }: { list: NearList }) {
  const { app, words } = useAround();
  const origin = app.origin.value;
  return (
    <section class="block">
      <h2 class="block-title">
        {words.area.unvisited} <small>{unvisitedSaid(list, words)}</small>
      </h2>
      {origin && <p class="note">{words.area.nearestFrom[origin.from]}</p>}
      <BuildingRows list={list} first />
    </section>
  );
}

function unvisitedSaid({ items, more }: NearList, words: ReturnType<typeof useAround>["words"]) {
  // Households of those that were read tell nothing where there are many more.
  if (more) return words.area.buildings(`${count(items.length)}+`);
  const households = items.reduce((sum, { target }) => sum + (target ?? 0), 0);
  const atLeast = items.some(({ few }) => few) ? "+" : "";
  return words.area.unvisitedCount(count(items.length), `${count(households)}${atLeast}`);
}

function Partly({ list, open }: { list: NearList; open: boolean }) {
  const { words } = useAround();
  const left = list.items.reduce(
    (sum, { target, settled }) => sum + (target ?? 0) - (settled ?? 0),
    0,
  );
  const said = list.more
    ? words.area.buildings(`${count(list.items.length)}+`)
    : words.area.partlyCount(count(list.items.length), count(left));
  return (
    <details class="block partly" open={open}>
      <summary>
        <BuildingSign status="partly" />
        <span class="row-name">{words.area.partly}</span>
        <span class="row-end">{said}</span>
        <Icon name="down" size={16} />
      </summary>
      <BuildingRows list={list} first={open} />
    </details>
  );
}

/** Rows that a list has at most; on a phone a few, until more are asked for. */
const MOST = 60;
const FEW = 6;

/** `first`: on a phone the nearest of these stands above already. */
function BuildingRows({ list, first }: { list: NearList; first: boolean }) {
  const { app, words } = useAround();
  const [all, setAll] = useState(false);
  const narrow = app.screen.narrow.value;
  const items = narrow && first ? list.items.slice(1) : list.items;
  const most = narrow && !all ? FEW : MOST;
  return (
    <>
      <ul class="rows">
        {items.slice(0, most).map((building) => (
          <BuildingRow key={building.uid} building={building} />
        ))}
      </ul>
      {narrow && items.length > FEW && (
        <button class="quiet" type="button" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? words.less : `${words.more} · ${count(Math.min(items.length, MOST) - FEW)}`}
        </button>
      )}
      {most === MOST && items.length > MOST && <p class="note">{words.notAll}</p>}
    </>
  );
}

function BuildingRow({ building, next = false }: { building: Building; next?: boolean }) {
  const { app, words } = useAround();
  const { uid, i, n, status } = building;
  const away = building.distance_m ?? null;
  const name = buildingName(building, words);
  const facts = buildingFacts(building, words);
  const far = away === null ? null : distance(away, words.lang);
  return (
    <li>
      <Link
        class="row building-row"
        view={{ kind: "building", uid, door: null }}
        hover={{ building: i }}
        lit={app.hovered.value?.building === i}
      >
        <BuildingSign status={status} number={app.screen.narrow.value ? n : null} next={next} />
        {n !== null && <span class="spoken">{words.building.number(`${n}`) + words.pause}</span>}
        <span class="row-main">
          <span class="row-name">
            {name}
            <span class="spoken">{words.pause}</span>
          </span>
          <span class="row-sub">{facts}</span>
        </span>
        <span class="spoken">{words.pause + words.building.status[status] + words.pause}</span>
        <span class="row-end">{far}</span>
      </Link>
    </li>
  );
}
