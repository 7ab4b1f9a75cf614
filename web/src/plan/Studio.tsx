import { useEffect, useMemo, useRef } from "preact/hooks";
import type { PlanLevel } from "../api/plans.ts";
import type { Server } from "../api/server.ts";
import { DeskContext, useDesk } from "../setup/desk.ts";
import { type PagesProps, useDeskOf } from "../setup/pages.ts";
import { Arrow, Fault, Page, Read } from "../setup/parts.tsx";
import { pathsOf, usePath } from "../setup/path.ts";
import { plan as english } from "../words/en/plan.ts";
import { plan as chinese } from "../words/zh-CN/plan.ts";
import { Ask } from "./Ask.tsx";
import { type Bench, BenchContext, useBench, usePlanWords } from "./context.ts";
import { Keeping } from "./keeping.ts";
import { Loads } from "./Loads.tsx";
import { Pick } from "./Pick.tsx";
import { Plans } from "./Plans.tsx";
import { Price } from "./Price.tsx";
import { Searching } from "./searching.ts";
import { type Loaded, Studio } from "./studio.ts";
import { Tools } from "./Tools.tsx";
import { goOn, noteUnsaved } from "./unsaved.ts";
import { usePicture } from "./usePicture.ts";
import "../setup/page.css";
import "../setup/forms.css";
import "./studio.css";
import "./loads.css";
import "./price.css";
import "./plans.css";
import "./desk.css";
import "./phone.css";

const PATHS = pathsOf("plan");

/** The planner's studio: today beside a proposal, its price, and the way to its approval. */
export function StudioPages(props: PagesProps) {
  const { pickTitle } = props.words.lang === "zh-CN" ? chinese : english;
  const desk = useDeskOf(props, PATHS, pickTitle);
  const { me } = props;
  const [area = "", level = "", name = ""] = usePath("plan").split("/");
  return (
    <DeskContext.Provider value={desk}>
      {area ? (
        <Opened
          key={`${area} ${level}`}
          area={area}
          level={level === "patch" ? "patch" : "grid"}
          name={name || null}
          who={me?.uid ?? null}
        />
      ) : (
        <Pick />
      )}
    </DeskContext.Provider>
  );
}

/** What the page was last about: who looks elsewhere and comes back finds it as it was. */
let kept: { readonly about: string; readonly bench: Omit<Bench, "loaded"> } | null = null;

/** Which ground is worked on, and by whom: nobody is shown what another one has drawn. */
function aboutOf({ base }: Server, ground: Ground, who: string | null): string {
  return JSON.stringify([new URL(".", base).href, ground.area, ground.level, who]);
}

interface Ground {
  readonly area: string;
  readonly level: PlanLevel;
}

function benchFor(server: Server, ground: Ground, who: string | null): Omit<Bench, "loaded"> {
  const about = `${server.lang} ${aboutOf(server, ground, who)}`;
  if (kept?.about === about) return kept.bench;
  kept?.bench.studio.close();
  const studio = new Studio(server, ground.area, ground.level);
  const bench = { studio, searching: new Searching(studio), keeping: new Keeping(studio) };
  kept = { about, bench };
  return bench;
}

/** One area's studio; `name` is the plan that the address asks for. */
function Opened(props: {
  area: string;
  level: PlanLevel;
  name: string | null;
  /** Whoever signed in: nobody is shown what another one has drawn. */
  who: string | null;
}) {
  const { area, level, name, who } = props;
  const { server } = useDesk();
  const words = usePlanWords();
  const bench = useMemo(() => benchFor(server, { area, level }, who), [server, area, level, who]);
  const { studio, searching, keeping } = bench;
  useEffect(() => {
    const begin = async () => {
      // What was drawn before the page was left is still there.
      const fresh = !studio.division;
      if (fresh) await studio.read();
      if (!studio.division) return;
      void keeping.readList();
      const about = aboutOf(server, studio, who);
      const wentOn = fresh && (await goOn(about, name, studio, keeping));
      if (!wentOn && name && keeping.open.peek()?.name !== name) await keeping.show(name);
      else await searching.resume();
      if (!left) end = noteUnsaved(about, studio, keeping);
    };
    let left = false;
    let end: () => void = () => undefined;
    void begin();
    const again = () => void keeping.refresh();
    window.addEventListener("focus", again);
    return () => {
      left = true;
      end();
      window.removeEventListener("focus", again);
      searching.rest();
    };
  }, [bench, name]);
  useLeaving(studio);
  useAddress(keeping, `${area}/${level}`);
  const loaded = studio.reading.value.value;
  if (!loaded) {
    return (
      <Page title={words.title[level]} back="">
        <Read reading={studio.reading} again={() => void studio.read()}>
          {() => null}
        </Read>
      </Page>
    );
  }
  return (
    <BenchContext.Provider value={{ studio, searching, keeping, loaded }}>
      <Shown loaded={loaded} level={level} />
    </BenchContext.Provider>
  );
}

function Shown({ loaded, level }: { loaded: Loaded; level: PlanLevel }) {
  const words = usePlanWords();
  const { to } = useDesk();
  const { studio } = useBench();
  usePicture();
  const { area } = loaded.sent;
  return (
    <div class="studio">
      <div class="studio-page">
        <header class="studio-title">
          <a class="way-back" href={to("")}>
            <Arrow /> {area.name ?? area.code}
          </a>
          <div>
            <h1>{words.title[level]}</h1>
            <OtherLevel loaded={loaded} />
          </div>
        </header>
        <Fault fault={studio.fault} />
        <Loads />
        <Plans />
      </div>
      <Ask />
      <Tools />
      <Price />
    </div>
  );
}

/** The same ground by the other level: the patches of these grids, or the grids of a community. */
function OtherLevel({ loaded }: { loaded: Loaded }) {
  const { to } = useDesk();
  const words = usePlanWords();
  const { area, level, zone_level, zones, patches } = loaded.sent;
  if (level === "grid") {
    if (patches.length === 0) return null;
    return (
      <a class="quiet" href={to(`${area.code}/patch`)}>
        {words.pickPatch}
      </a>
    );
  }
  // One grid alone has no grids to change.
  if (zone_level === "grid" && zones.length === 1 && zones[0]?.code === area.code) return null;
  return (
    <a class="quiet" href={to(`${area.code}/grid`)}>
      {words.pickGrid}
    </a>
  );
}

/** The address follows the plan that is open. */
function useAddress({ open: plan }: Bench["keeping"], page: string): void {
  const { open } = useDesk();
  const name = plan.value?.name ?? null;
  const shown = useRef(name);
  useEffect(() => {
    if (shown.current === name) return;
    shown.current = name;
    open(name ? `${page}/${name}` : page, true);
  }, [name, page, open]);
}

/** The browser asks before it leaves strokes behind that were not kept. */
function useLeaving({ changed }: Bench["studio"]): void {
  useEffect(() => {
    const leave = (event: BeforeUnloadEvent) => {
      if (changed.peek()) event.preventDefault();
    };
    window.addEventListener("beforeunload", leave);
    return () => window.removeEventListener("beforeunload", leave);
  }, [changed]);
}
