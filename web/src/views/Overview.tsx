import type { ComponentChildren } from "preact";
import { total } from "../domain/totals.ts";
import { count } from "../domain/write.ts";
import { AreaRows } from "./AreaRows.tsx";
import { useAround } from "./context.ts";
import { Figure } from "./Figure.tsx";
import { HazardRows } from "./HazardRows.tsx";
import { Link } from "./Link.tsx";
import { Bars, Empty, Fault } from "./Said.tsx";

/** Nothing is chosen: the whole workspace, and where most is left to do; `children` come second. */
export function Overview({ children }: { children?: ComponentChildren }) {
  const { app, words } = useAround();
  const info = app.world.info.value.value;
  if (!info) {
    if (app.world.info.state.value === "failed") {
      return <Fault fault={app.world.info.fault.value} />;
    }
    return <Bars rows={6} />;
  }
  const { counts } = info;
  return (
    <div class="view">
      <header class="view-head">
        <h1>{info.name}</h1>
        <p class="sub">
          {words.joined([
            words.area.buildings(count(counts.buildings)),
            words.building.households(count(counts.households)),
          ])}
        </p>
      </header>
      {counts.buildings === 0 || counts.areas === 0 ? <FirstRun /> : <Whole>{children}</Whole>}
      {counts.listed > 0 && app.rights.place && (
        <p class="note">
          {words.overview.placeList(count(counts.listed))}{" "}
          <Link view={{ kind: "setup", path: "list" }}>{words.overview.setUp}</Link>
        </p>
      )}
    </div>
  );
}

function FirstRun() {
  const { app, words } = useAround();
  const { buildings, areas } = app.world.info.value.value?.counts ?? { buildings: 0, areas: 0 };
  const said = words.overview;
  const nothing = areas === 0 ? said.noBuildingsHint : said.onlyAreasHint;
  return (
    <Empty
      icon="map"
      title={buildings === 0 ? said.noBuildings : said.noAreas}
      hint={buildings === 0 ? nothing : said.noAreasHint}
    >
      {app.rights.setUp && (
        <Link class="button primary" view={{ kind: "setup", path: "" }}>
          {said.setUp}
        </Link>
      )}
    </Empty>
  );
}

function Whole({ children }: { children: ComponentChildren }) {
  const { app, words } = useAround();
  const whole = app.figures.whole;
  const shown = app.figures.shown.value.value;
  const coverage = whole.value.value;
  if (!coverage) {
    return whole.state.value === "failed" ? <Fault fault={whole.fault.value} /> : <Bars rows={5} />;
  }
  const figure = total([...coverage.areas, coverage.orphans]);
  const orphans = coverage.orphans.target;
  const hazards = app.hazards.shown.value;
  return (
    <>
      {figure && <Figure figure={figure} period={coverage.period} asOf={coverage.as_of} />}
      {orphans > 0 && (
        <p class="note">
          {words.overview.orphans(count(orphans))}{" "}
          {app.rights.setUp && (
            <Link view={{ kind: "setup", path: "check" }}>{words.overview.orphansLead}</Link>
          )}
        </p>
      )}
      {children}
      {shown && <AreaRows areas={shown.areas} />}
      {app.rights.cases && <HazardRows hazards={hazards} most={3} />}
    </>
  );
}
