import { useEffect, useRef } from "preact/hooks";
import type { View } from "../domain/address.ts";
import { useAround } from "./context.ts";
import { Grip } from "./Grip.tsx";
import { Icon } from "./icons.tsx";
import { bringLater, Later } from "./Later.tsx";
import { Nothing } from "./Said.tsx";
import { Search } from "./Search.tsx";
import { Start } from "./Start.tsx";
import { useUp } from "./up.ts";
import "./panel.css";

/** Milliseconds after which the views that come later are fetched unasked. */
const IDLE = 5000;

/** The one panel: beside the map on a desk, a sheet over its foot on a phone. */
export function Panel() {
  const { app, words } = useAround();
  const up = useUp();
  const view = app.view.value;
  const narrow = app.screen.narrow.value;
  const opened = view.kind !== "overview";
  const begins = app.seat.role !== null;
  useEffect(() => {
    // At once where they are about to be needed, else when the first picture stands.
    const soon = setTimeout(() => void bringLater().catch(() => {}), opened || begins ? 0 : IDLE);
    return () => clearTimeout(soon);
  }, [opened, begins]);
  const body = useRef<HTMLDivElement>(null);
  const shown = `${view.kind} ${keyOf(view)}`;
  const before = useRef(shown);
  useEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    // What led here is gone from the page: the keyboard goes on in what has come.
    if (document.activeElement === document.body) body.current?.focus({ preventScroll: true });
  }, [shown]);
  return (
    <section
      class={["panel", WIDTHS[view.kind]].filter(Boolean).join(" ")}
      data-stop={narrow ? app.address.stop.value : undefined}
      aria-label={words.sheet.label}
    >
      {narrow ? (
        <Grip />
      ) : (
        <header class="panel-head">
          <Search />
        </header>
      )}
      <div class="panel-body" key={shown} ref={body} tabIndex={-1}>
        {opened && !narrow && (
          <button
            class="icon-button panel-close"
            type="button"
            aria-label={words.close}
            onClick={up}
          >
            <Icon name="close" />
          </button>
        )}
        {COUNTED.has(view.kind) && <UnknownTarget />}
        <Body view={view} />
      </div>
      {view.kind === "building" && app.buildingNow.value && app.rights.record && (
        <footer class="panel-foot">
          <Later view="Record" rows={1} />
        </footer>
      )}
    </section>
  );
}

function keyOf(view: View): string {
  if (view.kind === "area") return view.code;
  return view.kind === "hazard" ? view.uid : "";
}

/** Views that need more room beside the map than the others. */
const WIDTHS: Partial<Record<View["kind"], string>> = {
  setup: "wide",
  people: "broad",
  sheet: "broad",
  plan: "studio-left",
};

/** What one has to be permitted for pages beside the map. */
const RIGHTS = { setup: "setUpSome", people: "people", plan: "setUp", sheet: "record" } as const;

/** Views whose figures go by the households that count. */
const COUNTED: ReadonlySet<View["kind"]> = new Set(["overview", "area", "building", "polygon"]);

/** The address asks for a key group that this seat is not told of: figures and map are of all households. */
function UnknownTarget() {
  const { app, words } = useAround();
  const group = app.unknownTarget.value;
  if (group === null) return null;
  const said = words.target;
  return (
    <div class="not-there" role="status">
      <p>
        <strong>{app.rights.targets ? said.unknown(group) : said.notYours(group)}</strong>{" "}
        {app.rights.targets ? said.unknownHint : said.allCounted}
      </p>
      <button class="quiet" type="button" onClick={() => app.address.ask({ target: null })}>
        {said.drop}
      </button>
    </div>
  );
}

/** Pages of others; whoever scans a sheet that is not theirs to key in is shown its area. */
function NotYours({ view }: { view: View }) {
  const { app, words } = useAround();
  const [area, print] = view.kind === "sheet" ? view.path.split("/") : [];
  useEffect(() => {
    if (area && print) app.address.become({ kind: "area", code: area });
  }, [app, area, print]);
  return <Nothing title={words.fault.notYours} />;
}

function Body({ view }: { view: View }) {
  const { app, words } = useAround();
  switch (view.kind) {
    case "overview":
      return <Start />;
    case "area":
      return <Later view="AreaPanel" />;
    case "building":
      return <Later view="BuildingPanel" />;
    case "hazards":
      return <Later view="HazardList" />;
    case "hazard":
      return <Later view="HazardPanel" />;
    case "report":
      return <Later view="Report" />;
    case "polygon":
      return <Later view="PolygonPanel" />;
    case "records":
      return <Later view="RecordsPanel" />;
    case "more":
      return <Later view="More" />;
    case "setup":
    case "people":
    case "plan":
    case "sheet":
      if (!app.rights[RIGHTS[view.kind]]) return <NotYours view={view} />;
      return <Later view="PagesHost" />;
    case "account":
      return <Later view="AccountPage" />;
    case "unknown":
      return (
        <Nothing
          title={view.period ? words.period.impossible : words.fault.nowhere}
          hint={view.period ? words.period.impossibleHint : words.fault.nowhereHint}
        />
      );
  }
}
