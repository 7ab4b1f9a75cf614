import { effect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { pictureOf, readBackdrop } from "../api/backdrops.ts";
import { KINDS } from "../api/imports.ts";
import { BackdropLayer, type PlacedPin } from "../map/tools/backdrop.ts";
import { AreaPage } from "./AreaPage.tsx";
import { AreasPage } from "./AreasPage.tsx";
import { BackdropsPage } from "./BackdropsPage.tsx";
import { CheckPage } from "./CheckPage.tsx";
import { type Desk, DeskContext } from "./desk.ts";
import { ImportPage } from "./ImportPage.tsx";
import { LeftOutPage } from "./LeftOutPage.tsx";
import { ListPage } from "./ListPage.tsx";
import { NewArea } from "./NewArea.tsx";
import { NewImport } from "./NewImport.tsx";
import { OutPage } from "./OutPage.tsx";
import { Overview } from "./Overview.tsx";
import { PinPage } from "./PinPage.tsx";
import { type PagesProps, useDeskOf } from "./pages.ts";
import { pathsOf, usePath } from "./path.ts";
import { ReviewPage } from "./ReviewPage.tsx";
import { lastUnder, layUnder, opacity, under } from "./under.ts";
import "./page.css";
import "./forms.css";
import "./changes.css";
import "./drop.css";
import "./ledger.css";

/** Setting up: what is in the workspace, what comes in, what is drawn by hand. */
export function Setup(props: PagesProps) {
  const path = usePath("setup");
  const desk = useDeskOf(props, PATHS);
  useUnder(desk);
  return (
    <DeskContext.Provider value={desk}>
      <div class="setup">{pageOf(path)}</div>
    </DeskContext.Provider>
  );
}

const PATHS = pathsOf("setup");

function pageOf(path: string) {
  const [page = "", ...rest] = path.split("/");
  const thing = rest.join("/");
  switch (page) {
    case "new":
      return <NewImport key={thing} kind={KINDS.find((kind) => kind === thing) ?? null} />;
    case "import":
      return <ImportPage key={thing} id={thing} />;
    case "check":
      return <CheckPage />;
    case "list":
      return <ListPage />;
    case "review":
      return <ReviewPage key={thing} first={thing || null} />;
    case "left-out":
      return <LeftOutPage />;
    case "out":
      return <OutPage />;
    case "areas":
      if (thing === "new") return <NewArea />;
      return thing ? <AreaPage key={thing} code={thing} /> : <AreasPage />;
    case "backdrop":
      return thing ? <PinPage key={thing} uid={thing} /> : <BackdropsPage />;
    default:
      return <Overview />;
  }
}

/** Keeps the plan that was chosen under the work, on whichever page. */
function useUnder({ server, ground }: Desk): void {
  useEffect(() => {
    const ending = new AbortController();
    const last = lastUnder();
    if (last && !under.value) {
      readBackdrop(server, last, ending.signal).then(layUnder, () => {
        if (!ending.signal.aborted) layUnder(null);
      });
    }
    let layer: { uid: string; drawn: BackdropLayer } | null = null;
    const follow = effect(() => {
      const backdrop = under.value;
      if (layer && layer.uid !== backdrop?.uid) {
        layer.drawn.remove();
        layer = null;
      }
      if (!backdrop) return;
      layer ??= {
        uid: backdrop.uid,
        drawn: new BackdropLayer(ground, pictureOf(server, backdrop.uid), backdrop),
      };
      const [one, two, three] = backdrop.pins.map(placed);
      layer.drawn.pin(one && two && three ? [one, two, three] : null);
      layer.drawn.fade(opacity.value);
    });
    return () => {
      ending.abort();
      follow();
      layer?.drawn.remove();
    };
  }, [server, ground]);
}

function placed([x, y, lon, lat]: readonly [number, number, number, number]): PlacedPin {
  return { picture: { x, y }, place: [lon, lat] };
}
