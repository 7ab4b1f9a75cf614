import { useEffect, useRef } from "preact/hooks";
import type { View } from "../domain/address.ts";
import { AreaPanel } from "./AreaPanel.tsx";
import { useAround } from "./context.ts";
import { Grip } from "./Grip.tsx";
import { Icon } from "./icons.tsx";
import { bringLater, Later } from "./Later.tsx";
import { Link } from "./Link.tsx";
import { Overview } from "./Overview.tsx";
import { Empty } from "./Said.tsx";
import { Search } from "./Search.tsx";
import { SetupHost } from "./SetupHost.tsx";
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
  useEffect(() => {
    // At once where they are about to be needed, else when the first picture stands.
    const soon = setTimeout(() => void bringLater().catch(() => {}), opened ? 0 : IDLE);
    return () => clearTimeout(soon);
  }, [opened]);
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
      class={view.kind === "setup" ? "panel wide" : "panel"}
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
        <Body view={view} />
      </div>
      {view.kind === "building" && app.buildingNow.value && (
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

function Body({ view }: { view: View }) {
  const { words } = useAround();
  switch (view.kind) {
    case "overview":
      return <Overview />;
    case "area":
      return <AreaPanel />;
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
      return <SetupHost />;
    case "unknown":
      return (
        <Empty icon="unknown" title={words.fault.nowhere} hint={words.fault.nowhereHint}>
          <Link class="button" view={{ kind: "overview" }}>
            {words.fault.toStart}
          </Link>
        </Empty>
      );
  }
}
