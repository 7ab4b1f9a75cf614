import "./map.css";
import { AreaBook } from "./AreaBook.ts";
import type {
  AreaMark,
  AreaScene,
  AreaShare,
  Bands,
  Camera,
  Extent,
  HazardMark,
  Hovered,
  Level,
  MapEvents,
  MapOptions,
  Place,
  Selection,
} from "./contract.ts";
import { createMap, fitInto, movesAllowed } from "./createMap.ts";
import { statusesAt } from "./draw/levels.ts";
import { type Palette, readPalette } from "./draw/palette.ts";
import { Emitter } from "./Emitter.ts";
import { Furniture } from "./Furniture.ts";
import { figureTexts } from "./figureTexts.ts";
import { insetBoxes } from "./insets.ts";
import { listenToKeys } from "./keyboard.ts";
import type { LatLng, LeafletMap } from "./leaflet.ts";
import { COVERED, MapTools } from "./MapTools.ts";
import { OwnPlace } from "./OwnPlace.ts";
import { Picking } from "./Picking.ts";
import { Standout } from "./Standout.ts";
import { keyOf } from "./tiles/address.ts";
import { LoadedGround } from "./tiles/LoadedGround.ts";
import { PainterClient, prepare } from "./tiles/PainterClient.ts";
import { GroundTiles } from "./tiles/TileLayer.ts";
import { Walk } from "./Walk.ts";
import { Writing } from "./Writing.ts";

const EVERYWHERE: Extent = [-180, -90, 180, 90];
const DRAWN = "gridmap:drawn";

/** The map: ground, coverage, hazards and what is chosen, in one element of the page. */
export class MapView {
  /** Begin with what takes a while, before it is known what there is to show. */
  static readonly prepare = prepare;
  /** For the tools that draw on the map. */
  readonly tools: MapTools;
  readonly #map: LeafletMap;
  readonly #options: MapOptions;
  readonly #events = new Emitter<MapEvents>();
  readonly #painter = new PainterClient();
  readonly #tiles: GroundTiles;
  readonly #ground: LoadedGround;
  readonly #book = new AreaBook();
  readonly #standout: Standout;
  readonly #writing: Writing;
  readonly #picking: Picking;
  readonly #me: OwnPlace;
  readonly #furniture: Furniture;
  readonly #endings: (() => void)[] = [];
  #palette: Palette = readPalette();
  /** What is still missing from the first whole picture. */
  readonly #awaited = new Set(["ground", "statuses", "shares"]);
  #statuses = new Uint8Array();
  #anyStatus = false;
  #url: string | null = null;
  #scene: AreaScene | null = null;
  /** What the painter was last told of the areas. */
  #told = "";

  constructor(container: HTMLElement, options: MapOptions) {
    this.#options = options;
    const map = createMap(container, options.words.map, options.words.keys);
    this.#map = map;
    this.tools = new MapTools(map, options.insets);
    this.#tiles = new GroundTiles(this.#painter, () => this.#within());
    this.#ground = new LoadedGround(() =>
      this.#tiles.squares().flatMap((square) => {
        const scene = this.#painter.scene(keyOf(square));
        return scene ? [{ square, scene }] : [];
      }),
    );
    this.#me = new OwnPlace(map);
    this.#furniture = new Furniture(map, options, () => {
      // Without another map below, the own one is whole.
      this.#style();
      this.#tiles.repaint();
      this.#writing.later();
    });
    const panels = () => insetBoxes(map.getSize(), options.insets());
    this.#writing = new Writing(map, options.words, this.#book, this.#ground, {
      panels: () => [...Object.values(panels()), this.#furniture.box, ...this.tools.boxes],
      sheets: () => [panels().left, panels().bottom],
      texts: (mark) => figureTexts(mark, this.#book, options.words),
      pickArea: (mark) => this.#picking.area(mark),
      pointArea: (mark) => this.#picking.point(mark ? { area: mark.code } : null),
      pickHazards: (hazards) => this.#picking.hazards(hazards),
    });
    this.#standout = new Standout(map, this.#book, this.#ground, () => this.#palette);
    this.#picking = new Picking({
      map,
      book: this.#book,
      ground: this.#ground,
      standout: this.#standout,
      walk: new Walk(this.#ground, options.words, container),
      events: this.#events,
      drawn: () => this.#drawn(),
      statuses: () => this.#statuses,
    });
    this.#open(options);
    this.#listen(container);
  }

  /** Show the tiles of a file, by an address relative to the page; none while there is no file yet. */
  showTiles(url: string | null): void {
    const whole = url && new URL(url, document.baseURI).href;
    if (whole === this.#url) return;
    this.#url = whole;
    this.#painter.tell({ kind: "tiles", url: whole });
    this.#groundIsOther();
  }

  /** The server is there (again): what could not be read is asked for anew. */
  readAgain(): void {
    this.#tiles.repaintFailed();
  }

  /** Show one area's own scene where it reaches, in place of tiles; they stay around it. */
  showScene(scene: AreaScene | null): void {
    if (scene === this.#scene) return;
    this.#scene = scene;
    this.#painter.tell({ kind: "scene", scene });
    this.#groundIsOther();
  }

  /** How far every building is, by its id. */
  setStatuses(all: Uint8Array): void {
    this.#awaited.delete("statuses");
    this.#statuses = all.slice();
    this.#anyStatus = all.some((status) => status !== 0);
    this.#painter.tell({ kind: "statuses", all });
    this.#tiles.repaint();
    this.#writing.later();
  }

  /** Some buildings stand otherwise now: only the tiles that hold them are painted again. */
  changeStatuses(pairs: readonly (readonly [id: number, status: number])[]): void {
    const changed = pairs.filter(
      ([id, status]) => id < this.#statuses.length && this.#statuses[id] !== status,
    );
    if (!changed.length) return;
    for (const [id, status] of changed) this.#statuses[id] = status;
    this.#anyStatus = true;
    this.#painter.tell({ kind: "changes", pairs: changed });
    const concerned = this.#ground.holding(new Set(changed.map(([id]) => id)));
    this.#tiles.repaint(concerned);
    this.#writing.later();
  }

  /** The areas there are, of every level that is to be shown. */
  setAreas(marks: readonly AreaMark[]): void {
    this.#book.set(marks);
    this.#followLevel(true);
  }

  /** How far the areas are: colours their bands and fills their labels. */
  setShares(shares: ReadonlyMap<string, AreaShare>, bands: Bands): void {
    this.#awaited.delete("shares");
    this.#book.setShares(shares, bands);
    this.#tellAreas();
    // Shares that colour nothing order nothing: the picture may have waited for them all the same.
    this.#tellBusy();
  }

  /** Keep to one level, or go by the zoom again. */
  setLevel(level: Level | null): void {
    this.#book.pinned = level;
    this.#followLevel();
  }

  /** The level that is shown. */
  get level(): Level | undefined {
    return this.#book.level;
  }

  setHazards(marks: readonly HazardMark[]): void {
    this.#writing.hazards.set(marks);
    this.#writing.later();
  }

  /** What stands out; an area's label turns to ink, a building's number too. */
  select(selection: Selection | null): void {
    this.#standout.select(selection);
    this.#writing.choose(selection);
  }

  /** What the pointer is on in a list. */
  hover(hovered: Hovered | null): void {
    this.#standout.hover(hovered);
  }

  /** Where one stands, with the metres it may be off. */
  showPosition(place: Place | null, accuracy?: number): void {
    this.#me.show(place, accuracy, this.#palette);
  }

  /** Bring an extent into the part of the map that no panel covers. */
  fit(extent: Extent, { maxZoom = 18 }: { maxZoom?: number } = {}): void {
    // Cards may have come since.
    this.#furniture.arrange();
    fitInto(this.#map, extent, this.#options.insets(), maxZoom, movesAllowed());
  }

  camera(): Camera {
    const { lng, lat } = this.#map.getCenter();
    return { zoom: this.#map.getZoom(), lon: lng, lat };
  }

  setCamera({ zoom, lon, lat }: Camera): void {
    this.#map.setView([lat, lon], zoom, { animate: false });
  }

  /** One step closer (1) or further away (−1). */
  zoomBy(steps: number): void {
    this.#map.setZoom(this.#map.getZoom() + steps);
  }

  /** Panels have moved: labels, scale and attribution find their places anew. */
  refreshInsets(): void {
    this.#furniture.arrange();
    this.#writing.later();
  }

  /** The theme has changed: everything is drawn in its colours. */
  recolour(): void {
    this.#palette = readPalette();
    this.#style();
    this.#me.recolour(this.#palette);
    this.#standout.repaint();
    this.#told = "";
    this.#tellAreas();
    this.tools.recolour();
  }

  /** Listen to the map; gives what stops listening. */
  on<Name extends keyof MapEvents>(name: Name, listener: MapEvents[Name]): () => void {
    return this.#events.on(name, listener);
  }

  destroy(): void {
    for (const end of this.#endings) end();
    this.#furniture.end();
    this.#writing.end();
    this.#map.remove();
    this.#painter.end();
  }

  #open({ camera, extent }: MapOptions): void {
    if (camera) this.setCamera(camera);
    else if (extent) fitInto(this.#map, extent, this.#options.insets(), 18, false);
    else this.setCamera({ zoom: 4, lon: 104, lat: 35 });
    this.#style();
    this.#tiles.addTo(this.#map);
    this.#writing.start(this.#look);
    this.#followLevel(true);
  }

  #listen(container: HTMLElement): void {
    const map = this.#map;
    map.on("click", ({ latlng }: { latlng: LatLng }) => {
      if (!this.tools.held) this.#picking.press(latlng);
    });
    map.on("mousemove", ({ latlng }: { latlng: LatLng }) => {
      if (!this.tools.held) this.#picking.pointAt(latlng);
    });
    map.on("mouseout", () => this.#picking.point(null));
    map.on("zoomend", () => {
      this.#followLevel();
      this.#writing.now();
    });
    map.on("moveend", () => this.#rest());
    map.on(COVERED, () => this.#writing.later());
    this.#tiles.on("load painted", () => this.#writing.later());
    this.#tiles.on("orders", () => this.#tellBusy());
    const sizes = new ResizeObserver(() => map.invalidateSize({ animate: false }));
    sizes.observe(container);
    this.#endings.push(
      () => sizes.disconnect(),
      listenToKeys(map, {
        inside: () => this.#picking.walking,
        // While something is drawn the next stop is the tool's bar.
        step: (forward) => !this.tools.held && this.#picking.step(forward),
        pick: () => this.#picking.focused(),
        leave: () => this.#picking.leave(),
      }),
    );
  }

  /** Say whether tiles are being painted; the first whole picture is marked, to be measured. */
  #tellBusy(): void {
    const { idle } = this.#painter;
    this.#map.getContainer().setAttribute("aria-busy", String(!idle));
    if (idle) this.#writing.settle();
    if (idle && !this.#awaited.size && !performance.getEntriesByName(DRAWN).length)
      performance.mark(DRAWN);
  }

  #groundIsOther(): void {
    if (this.#url !== null || this.#scene) this.#awaited.delete("ground");
    this.#tiles.repaint();
  }

  /** Where an area's own scene stands in place of tiles: everywhere while there are none. */
  #within(): Extent | null {
    if (!this.#scene || !this.#url) return this.#scene && EVERYWHERE;
    return this.#scene.extent;
  }

  #style(): void {
    const transparent = this.#furniture.based;
    this.#painter.tell({ kind: "style", palette: this.#palette, transparent });
  }

  #followLevel(always = false): void {
    const before = this.#book.level;
    if (!this.#book.follow(this.#map.getZoom()) && !always) return;
    this.#tellAreas();
    const { level } = this.#book;
    if (level && level !== before) this.#events.emit("level", level);
  }

  #tellAreas(): void {
    this.#writing.later();
    const bands = this.#book.colours(this.#palette);
    const { level, any: anyArea } = this.#book;
    // Figures come often; the ground is painted again only when a band has changed by them.
    const told = JSON.stringify([level, anyArea, ...bands]);
    if (told === this.#told) return;
    this.#told = told;
    this.#painter.tell({ kind: "areas", bands, level, anyArea });
    this.#tiles.repaint();
  }

  #rest(): void {
    this.#events.emit("rest", this.camera(), this.tools.seen());
    this.#writing.later();
  }

  #look = () => ({
    palette: this.#palette,
    statuses: this.#statuses,
    drawn: this.#drawn(),
    // Another map below brings its own names.
    named: !this.#furniture.based,
  });

  /** Which statuses are drawn now. */
  #drawn(): readonly number[] {
    const known = { anyStatus: this.#anyStatus, anyArea: this.#book.any };
    return statusesAt(this.#map.getZoom(), known);
  }
}
