import { computed, effect, signal, untracked } from "@preact/signals";
import { type AreaScene, type MapArea, type MapInfo, readAreaScene } from "../api/map.ts";
import { isOverdue, SIGNS } from "../domain/hazards.ts";
import { LEVELS } from "../domain/levels.ts";
import { type Extent, extentOf, meets, type Place } from "../domain/places.ts";
import type { AreaMark, HazardMark, Insets, Pick, Selection } from "../map/contract.ts";
import { MapView } from "../map/MapView.ts";
import type { Around } from "./context.ts";
import { hazardName, timeSaid } from "./HazardRows.tsx";
import { mapWords } from "./mapWords.ts";

/** Levels with more areas than this are read only once they are looked at. */
const MOST_AT_ONCE = 20_000;
/** With no more buildings in and around it an area is drawn from its own scene on a phone (300 kB). */
const MOST_IN_SCENE = 4000;

/** Ties the map to the state: what is read is shown, what is pressed is opened. */
export function bindMap(host: HTMLElement, around: Around, info: MapInfo): () => void {
  const { app, words } = around;
  const camera = app.address.where.peek().camera;
  const map = new MapView(host, {
    words: mapWords(words, info),
    ...(camera && { camera }),
    extent: info.extent,
    insets: () => insetsOf(app.screen.narrow.peek()),
    basemap: info.basemap && { ...info.basemap, attribution: info.basemap.attribution ?? "" },
  });
  around.map.value = map;
  app.revealing = !camera;
  const seen = map.camera();
  // An address that is sent on shows the same place, also before the map was moved.
  app.address.look(seen);
  app.measureFrom([seen.lon, seen.lat]);

  const toCome = app.screen.narrow.peek() && app.areaShown.peek() !== null;
  const asked = { code: "" };
  const scene = signal<Scene>(toCome ? "coming" : null);
  const url = computed(() => app.world.info.value.value?.tiles.url ?? null);
  const pinned = computed(() => app.address.where.value.level);
  const share = computed(() => app.address.where.value.share);
  // Who serves where is told without how far the visits are.
  const served = computed(() => app.view.value.kind === "people");
  // A plan is drawn over the ground by itself: borders, loads and buildings of its own.
  const planned = computed(() => app.view.value.kind === "plan");
  const camera_ = computed(() => app.address.where.value.camera);
  let first = true;
  let painted = false;
  if (!app.rights.figures) {
    // Who is told no figures has a map without them; it waits for none.
    map.setStatuses(new Uint8Array());
    map.setShares(new Map(), { thresholds: [], share: share.peek() });
  }
  const ends = [
    effect(() => {
      const tiles = url.value;
      if (scene.value === "coming") return;
      map.showScene(scene.value);
      map.showTiles(tiles && new URL(tiles, app.server.base).href);
    }),
    effect(() => followScene(around, scene, asked)),
    effect(() => {
      const news = app.figures.statuses.value.value;
      if (planned.value) {
        map.setStatuses(new Uint8Array());
        painted = false;
        return;
      }
      if (!news) return;
      // Changes tell nothing to a map that came after what they change.
      if (news.changes && painted) map.changeStatuses(news.changes);
      else map.setStatuses(news.all);
      painted = true;
    }),
    effect(() => {
      // What was written down here shows at once, before the server has counted it.
      const building = app.buildingNow.value;
      if (building && building.status !== app.chosen.building.value.value?.status) {
        map.changeStatuses([[building.i, STATUS_BYTES[building.status]]]);
      }
    }),
    effect(() => {
      const marks = planned.value ? [] : marksOf(around);
      if (marks) map.setAreas(marks);
    }),
    effect(() => {
      const coverage = app.figures.shown.value.value;
      if (!coverage) return;
      const thresholds = app.world.info.value.value?.bands ?? [];
      const shares = new Map(served.value ? [] : coverage.areas.map((area) => [area.code, area]));
      map.setShares(shares, { thresholds, share: share.value });
    }),
    effect(() => {
      // Before there is any area there is nothing to share out, and nothing to wait for.
      if (app.world.present.value.length === 0)
        map.setShares(new Map(), { thresholds: [], share: share.value });
    }),
    effect(() => {
      if (app.freshness.value === "live") map.readAgain();
    }),
    effect(() => map.setLevel(pinned.value)),
    effect(() => map.setHazards(hazardMarks(around))),
    effect(() => map.hover(app.hovered.value)),
    effect(() => {
      const me = app.position.now.value;
      map.showPosition(me?.place ?? null, me?.accuracy);
    }),
    effect(() => {
      void app.screen.colours.value;
      if (!first) map.recolour();
    }),
    effect(() => {
      void app.screen.narrow.value;
      void app.address.stop.value;
      // Views take more or less room.
      void app.view.value.kind;
      // The panel has moved by the next frame.
      requestAnimationFrame(() => map.refreshInsets());
    }),
    panelsCameToRest(host, () => map.refreshInsets()),
    effect(() => {
      const asked = camera_.value;
      if (!asked) return;
      const here = map.camera();
      const apart = Math.max(
        Math.abs(here.zoom - asked.zoom) / 10,
        Math.abs(here.lon - asked.lon) * 100,
        Math.abs(here.lat - asked.lat) * 100,
      );
      if (apart > 0.002) map.setCamera(asked);
    }),
    map.on("rest", (now) => {
      app.address.look(now);
      app.measureFrom([now.lon, now.lat]);
    }),
    map.on("level", (level) => {
      app.mapLevel.value = level;
    }),
    map.on("hover", (hovered) => {
      app.hovered.value = hovered;
    }),
    map.on("pick", (pick) => pressed(around, pick)),
    // Turns the map to what is chosen, so that all that follows the map has to be there.
    effect(choosing(map, around)),
  ];
  first = false;
  if (map.level) app.mapLevel.value = map.level;
  return () => {
    for (const end of ends) end();
    around.map.value = null;
    map.destroy();
  };
}

/** A sheet glides to where it stands: what goes by it waits for that. */
function panelsCameToRest(host: HTMLElement, then: () => void): () => void {
  const page = host.parentElement ?? host;
  const rested = ({ target }: Event) => {
    if (target instanceof Element && target.matches(".panel, .map-corner")) then();
  };
  page.addEventListener("transitionend", rested);
  return () => page.removeEventListener("transitionend", rested);
}

const STATUS_BYTES = { none: 0, untouched: 1, partly: 2, done: 3 } as const;

function pressed({ app }: Around, { place, building, area, hazards }: Pick): void {
  const view = app.view.peek();
  if (["setup", "people", "plan", "sheet"].includes(view.kind)) return;
  if (view.kind === "report") {
    const uid = building === null ? null : `i:${building}`;
    app.address.become({ kind: "report", building: uid, place });
    return;
  }
  const [hazard, ...others] = hazards;
  if (hazard && others.length === 0) app.address.open({ kind: "hazard", uid: hazard });
  else if (hazard) app.address.open({ kind: "hazards" });
  else if (building !== null)
    app.address.open({ kind: "building", uid: `i:${building}`, door: null });
  else if (area !== null) app.address.open({ kind: "area", code: area });
}

/** The areas of every level that may be shown; null until they are here, so that they come at once. */
function marksOf({ app }: Around): AreaMark[] | null {
  const levels = app.world.info.value.value?.levels ?? [];
  const shown = app.level.value;
  const read = levels
    .filter(({ level, count: areas }) => areas <= MOST_AT_ONCE || level === shown)
    .map(({ level }) => untracked(() => app.world.areas(level)));
  if (read.some(({ value, state }) => !value.value && state.value !== "failed")) return null;
  return read
    .flatMap(({ value }) => value.value ?? [])
    .flatMap((area) => (area.extent ? [{ ...area, extent: area.extent }] : []))
    .sort((one, other) => LEVELS.indexOf(one.level) - LEVELS.indexOf(other.level));
}

function hazardMarks({ app, words }: Around): HazardMark[] {
  if (["people", "plan"].includes(app.view.value.kind)) return [];
  const now = app.hazards.now.value;
  return app.hazards.shown.value.flatMap((hazard): HazardMark[] => {
    if (!hazard.place) return [];
    const overdue = isOverdue(hazard, now);
    return [
      {
        uid: hazard.uid,
        place: hazard.place,
        sign: hazard.category ? SIGNS[hazard.category] : SIGNS.other,
        title: words.hazards.onMap(hazardName(hazard, words), timeSaid(hazard, now, words)),
        severity: hazard.severity,
        handled: hazard.state === "handled",
        overdue,
      },
    ];
  });
}

/** What the view is about stands out; chosen in a list, the map turns to it. */
function choosing(map: MapView, { app, map: standing }: Around): () => void {
  let before: Selection | null = null;
  return () => {
    const view = app.view.value;
    const selection = selectionOf(app, view);
    // Views that are about nothing leave it to their page what stands out.
    if (selection || before) map.select(selection);
    before = selection;
    let extent: Extent | null = null;
    if (selection?.outline && "coordinates" in selection.outline) {
      extent = extentOf(selection.outline.coordinates);
    }
    const hazard = view.kind === "hazard" ? app.chosen.hazard.value.value : null;
    if (hazard?.place) extent = around(hazard.place);
    if (!extent || !app.revealing) return;
    app.revealing = false;
    const shown = app.areaShown.peek();
    // Whoever has a desk for one grid alone sees its houses.
    const own = shown === app.seat.home && !app.screen.narrow.peek();
    const closest = shown === null ? 17.5 : AREA_ZOOM[levelOf(app)];
    const [to, maxZoom] = [extent, own ? Math.max(closest, 17.5) : closest];
    void sheetAtRest().then(() => {
      if (standing.peek() === map) map.fit(to, { maxZoom });
    });
  };
}

/** A sheet that glides has come to where it will stand: what is fitted beside it counts on that. */
async function sheetAtRest(): Promise<void> {
  await new Promise(requestAnimationFrame);
  const sheet = document.querySelector(".panel");
  await Promise.allSettled(sheet?.getAnimations().map(({ finished }) => finished) ?? []);
}

/** As close as areas are looked at: no closer than their own level is shown. */
const AREA_ZOOM = {
  county: 11,
  subdistrict: 14.5,
  community: 16.5,
  grid: 16.5,
  group: 17.5,
  patch: 18,
} as const;

function levelOf(app: Around["app"]): keyof typeof AREA_ZOOM {
  return app.chosen.area.value.peek()?.level ?? "grid";
}

function around([lon, lat]: Place): Extent {
  const reach = 0.0006;
  return [lon - reach, lat - reach, lon + reach, lat + reach];
}

function selectionOf(app: Around["app"], view: Around["app"]["view"]["value"]): Selection | null {
  const shown = app.areaShown.value;
  if (shown !== null) {
    const area = app.chosen.area.value.value;
    const outline = (area?.code === shown ? area.outline : null) ?? null;
    const fade = app.screen.narrow.value;
    const next = fade ? app.chosen.next.value : null;
    return {
      area: shown,
      outline: outline as GeoJSON.Geometry | null,
      fade,
      // On the spot the building to go to next bears the ink disc.
      ...(next && { building: next.i }),
    };
  }
  if (view.kind === "building") {
    const building = app.chosen.building.value.value;
    if (!building) return null;
    return { building: building.i, outline: building.footprint as GeoJSON.Geometry | null };
  }
  if (view.kind === "polygon") {
    const [first] = view.ring;
    const ring = [...view.ring, ...(first ? [first] : [])].map((place) => [...place]);
    return { outline: { type: "Polygon", coordinates: [ring] }, fade: true };
  }
  return null;
}

/** One area's own ground, none, or one that is on its way: until then nothing else is fetched. */
type Scene = AreaScene | "coming" | null;

/** On a phone the chosen area is drawn from its own scene: no tiles have to come. */
function followScene({ app }: Around, scene: { value: Scene }, asked: { code: string }): void {
  const view = app.view.value;
  const shown = app.areaShown.value;
  const narrow = app.screen.narrow.value;
  const { value, state } = app.chosen.area;
  const area = value.value;
  if (view.kind === "building" || view.kind === "hazard" || view.kind === "report") {
    // From the area into one of its houses: its ground stays. What was not asked for yet does not
    // come: the house stands on tiles.
    if (!asked.code) scene.value = null;
    return;
  }
  if (!narrow || shown === null) {
    asked.code = "";
    scene.value = null;
    return;
  }
  const levels = area?.code === shown ? untracked(() => app.world.areas(area.level)) : null;
  const marks = levels?.value.value;
  if (!area || !marks) {
    const failed = state.value === "failed" || levels?.state.value === "failed";
    scene.value = failed ? null : "coming";
    return;
  }
  const mark = marks.find(({ code }) => code === area.code);
  if (!mark || buildingsAround(mark, marks) > MOST_IN_SCENE) {
    scene.value = null;
    return;
  }
  if (asked.code === area.code) return;
  asked.code = area.code;
  readAreaScene(app.server, area.code, new AbortController().signal).then(
    (read) => {
      if (asked.code === area.code) scene.value = read;
    },
    () => {
      if (asked.code === area.code) scene.value = null;
    },
  );
}

/** How many buildings an area and its neighbours have. */
function buildingsAround({ extent }: MapArea, marks: readonly MapArea[]): number {
  return marks.reduce(
    (sum, other) =>
      sum + (extent && other.extent && meets(extent, other.extent) ? other.buildings : 0),
    0,
  );
}

/** Pixels of a phone's head once all of it is there: what comes later moves nothing. */
const HEAD = 124;
/** Pixels of the map's width that count as free however wide a panel is. */
const LEAST_MAP = 200;

/** The sides that the panels cover, as they stand now. */
function insetsOf(narrow: boolean): Insets {
  // What is there but not shown yet, a legend still to come, covers nothing: its box is at 0, 0.
  const box = (selector: string) => {
    const found = document.querySelector(selector)?.getBoundingClientRect();
    return found?.height ? found : undefined;
  };
  const { innerWidth, innerHeight } = window;
  const controls = () => {
    const { left: first = innerWidth, top: rightTop = 0 } = box(".map-controls") ?? {};
    return { right: innerWidth - first + 4, rightTop };
  };
  if (narrow) {
    const sheet = box(".panel");
    const head = box(".phone-head");
    // A sheet that is drawn all the way up leaves no map to look at.
    const bottom = sheet ? Math.min(innerHeight - sheet.top, innerHeight * 0.6) : 0;
    return { top: Math.max(head?.bottom ?? 0, HEAD), ...controls(), bottom, left: 0 };
  }
  const panel = box(".panel");
  const foot = box(".legend-card, .studio-tools");
  const { right, rightTop } = controls();
  return {
    top: (box(".topbar, .studio-top")?.bottom ?? 0) + 4,
    right,
    rightTop: box(".studio-right")?.top ?? rightTop,
    bottom: foot ? innerHeight - foot.top : 0,
    bottomLeft: foot?.left ?? 0,
    left: Math.min(panel?.right ?? 0, innerWidth - LEAST_MAP),
  };
}
