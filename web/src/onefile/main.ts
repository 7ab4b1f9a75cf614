/** The script of the one-file map: everything it draws is in the page already. */
import "./page.css";
import type { Level } from "../domain/levels.ts";
import { AreaBook } from "../map/AreaBook.ts";
import { drawPieces } from "../map/chosen.ts";
import type { AreaMark, HazardMark, Place } from "../map/contract.ts";
import { statusesAt } from "../map/draw/levels.ts";
import { readPalette, type Token } from "../map/draw/palette.ts";
import { drawScene, type Look } from "../map/draw/scene.ts";
import type { LabelTexts } from "../map/Labels.ts";
import { type LatLng, LeafletMap, latLng, popup } from "../map/leaflet.ts";
import { Sheet } from "../map/Sheet.ts";
import { WORLD } from "../map/tiles/address.ts";
import { LoadedGround } from "../map/tiles/LoadedGround.ts";
import { Writing } from "../map/Writing.ts";
import { cell, type PageData, say, written } from "./data.ts";
import { furnish, panelBoxes } from "./furniture.ts";
import { areaPopup, buildingPopup, hazardPopup } from "./popups.ts";
import { followTheme, onTheme, printIn } from "./theme.ts";
import { areaMarks, hazardMarks, unpack } from "./unpack.ts";

/** A4 across without its margins (page.css), in CSS pixels. */
const PAPER = { width: 1060, height: 730 };
const PANES = { base: 200, select: 400, names: 450, marks: 600, labels: 620 };

followTheme();

export function map(id: string): LeafletMap {
  const moves = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  return new LeafletMap(id, {
    zoomControl: false,
    attributionControl: false,
    zoomSnap: 0.25,
    minZoom: 3,
    maxZoom: 20,
    zoomAnimation: moves,
    fadeAnimation: moves,
  });
}

/** Something that can be chosen: a building or an area, by its position in its layer. */
interface Thing {
  readonly layer: "buildings" | "areas";
  readonly id: number;
}

const same = (one: Thing | null, other: Thing | null): boolean =>
  one?.layer === other?.layer && one?.id === other?.id;

export function start(on: LeafletMap, data: PageData): void {
  // So asks a page that frames this one and has a heading of its own.
  document.documentElement.classList.toggle("untitled", location.hash === "#untitled");
  new Page(on, data);
}

class Page {
  readonly #map: LeafletMap;
  readonly #data: PageData;
  readonly #statuses: Uint8Array;
  readonly #book = new AreaBook();
  readonly #ground: LoadedGround;
  readonly #base: Sheet;
  readonly #choice: Sheet;
  readonly #writing: Writing;
  readonly #known: Look["known"];
  #palette = readPalette();
  #chosen: Thing | null = null;
  #hovered: Thing | null = null;

  constructor(on: LeafletMap, data: PageData) {
    this.#map = on;
    this.#data = data;
    const { scene, statuses } = unpack(data);
    this.#statuses = statuses;
    this.#known = { anyStatus: statuses.some(Boolean), anyArea: scene.areas.shapes.count > 0 };
    this.#ground = new LoadedGround(() => [{ square: WORLD, scene }]);
    this.#book.set(areaMarks(data, scene.areas.shapes));
    furnish(on, data);
    this.#book.follow(on.getZoom());
    for (const [name, order] of Object.entries(PANES)) {
      const pane = on.createPane(name);
      pane.style.zIndex = String(order);
      if (order < PANES.marks) pane.style.pointerEvents = "none";
    }
    this.#base = new Sheet(
      (brush, frame) => {
        drawScene(brush, frame.over(WORLD), scene, this.#look());
        return true;
      },
      { pane: "base" },
    ).addTo(on);
    this.#choice = new Sheet(
      (brush, frame) => {
        const draw = ({ layer, id }: Thing, strong: boolean) =>
          drawPieces(brush, frame, this.#palette, this.#ground.all(), layer, id, strong);
        if (this.#chosen) draw(this.#chosen, true);
        if (this.#hovered && !same(this.#hovered, this.#chosen)) draw(this.#hovered, false);
        return this.#chosen !== null || this.#hovered !== null;
      },
      { pane: "select" },
    ).addTo(on);
    const words = {
      hazards: (count: number, what: string) => say(data.words.hazards_here, { count, what }),
      number: written,
    };
    this.#writing = new Writing(on, words, this.#book, this.#ground, {
      panels: () => panelBoxes(on),
      texts: (mark) => this.#texts(mark),
      pickArea: (mark) => this.#choose({ layer: "areas", id: mark.id }, mark.middle),
      pointArea: () => undefined,
      pickHazards: (hazards) => this.#showHazards(hazards),
    });
    this.#writing.hazards.set(hazardMarks(data, data.words));
    this.#writing.start(() => ({
      palette: this.#palette,
      statuses: this.#statuses,
      drawn: this.#drawn(),
      named: true,
    }));
    this.#listen();
    this.#markLevel();
    document.fonts?.ready.then(() => this.#writing.later());
  }

  #look(): Look {
    const { layers } = this.#data;
    const bands = new Map<number, string>();
    for (const { id } of this.#book.shown) {
      const band = cell(layers.areas?.band, id);
      if (band !== null) bands.set(id, this.#palette.colours[`band${band}` as Token]);
    }
    return {
      palette: this.#palette,
      statuses: this.#statuses,
      bands,
      level: this.#book.level,
      known: this.#known,
      transparent: false,
    };
  }

  #drawn(): readonly number[] {
    return statusesAt(this.#map.getZoom(), this.#known);
  }

  #texts({ id, label }: AreaMark): LabelTexts {
    const { areas } = this.#data.layers;
    const target = cell(areas?.target, id);
    if (target === null) return { figure: label, rate: "", of: "" };
    const percent = cell(areas?.percent, id);
    const of = target ? `${written(cell(areas?.reached, id) ?? 0)}/${written(target)}` : "";
    return { figure: label, rate: percent === null ? "—" : `${percent}%`, of };
  }

  #listen(): void {
    const on = this.#map;
    on.on("click", ({ latlng }: { latlng: LatLng }) => {
      const thing = this.#under(latlng);
      if (thing) this.#choose(thing, [latlng.lng, latlng.lat]);
    });
    on.on("mousemove", ({ latlng }: { latlng: LatLng }) => {
      const thing = this.#under(latlng);
      const building = thing?.layer === "buildings" ? thing : null;
      if (same(building, this.#hovered)) return;
      this.#hovered = building;
      on.getContainer().classList.toggle("pressable", building !== null);
      this.#choice.repaint();
    });
    on.on("popupopen", ({ popup: opened }) => {
      const close = opened.getElement()?.querySelector(".leaflet-popup-close-button");
      close?.setAttribute("aria-label", this.#data.words.close);
    });
    on.on("popupclose", () => this.#mark(null));
    on.on("zoomend", () => {
      this.#followLevel();
      this.#writing.now();
    });
    on.on("moveend", () => this.#writing.later());
    for (const button of levelButtons()) {
      button.addEventListener("click", () => {
        const level = button.value as Level;
        this.#book.pinned = this.#book.pinned === level ? null : level;
        this.#followLevel();
      });
    }
    onTheme(() => {
      this.#palette = readPalette();
      this.#base.repaint();
      // While the browser prints, only the ground: what is cleared then is cleared from the page.
      if (document.documentElement.classList.contains("printing")) return;
      this.#choice.repaint();
      this.#writing.later();
    });
    addEventListener("beforeprint", () => this.#print(true));
    addEventListener("afterprint", () => this.#print(false));
  }

  #under({ lng, lat }: LatLng): Thing | null {
    const place: Place = [lng, lat];
    const zoom = this.#map.getZoom();
    const building = this.#ground.buildingAt(place, zoom, this.#drawn(), this.#statuses);
    if (building !== null) return { layer: "buildings", id: building };
    const area = this.#ground.areaAt(place, this.#book.stands);
    return area === null ? null : { layer: "areas", id: area };
  }

  #choose(thing: Thing, place: Place | null): void {
    const { words, layers } = this.#data;
    const at = place ? latLng(place[1], place[0]) : this.#map.getCenter();
    if (thing.layer === "buildings" && layers.buildings) {
      this.#popup(at, buildingPopup(words, layers.buildings, thing.id));
    } else if (layers.areas) {
      this.#popup(at, areaPopup(words, layers.areas, thing.id));
    }
    this.#mark(thing);
  }

  #showHazards(hazards: readonly HazardMark[]): void {
    const [first] = hazards;
    const layer = this.#data.layers.hazards;
    if (!first || !layer) return;
    const at = latLng(first.place[1], first.place[0]);
    this.#popup(at, hazardPopup(this.#data.words, layer, hazards));
  }

  #popup(at: LatLng, content: HTMLElement): void {
    popup({ maxWidth: 300, minWidth: 264, autoPanPadding: [16, 76] })
      .setLatLng(at)
      .setContent(content)
      .openOn(this.#map);
  }

  #mark(thing: Thing | null): void {
    this.#chosen = thing;
    this.#choice.repaint();
    this.#writing.choose(
      thing && {
        ...(thing.layer === "areas" ? { area: String(thing.id) } : { building: thing.id }),
        outline: null,
      },
    );
  }

  #followLevel(): void {
    if (!this.#book.follow(this.#map.getZoom())) return;
    this.#markLevel();
    this.#base.repaint();
    this.#writing.later();
  }

  #markLevel(): void {
    for (const button of levelButtons()) {
      button.setAttribute("aria-pressed", String(button.value === this.#book.level));
      button.classList.toggle("pinned", button.value === this.#book.pinned);
    }
  }

  /** Paper takes the whole window: its size is that of an A4 page. */
  #print(begins: boolean): void {
    document.documentElement.classList.toggle("printing", begins);
    const zoom = Math.min(PAPER.width / innerWidth, PAPER.height / innerHeight);
    Object.assign(
      document.body.style,
      begins
        ? { zoom, width: `${innerWidth}px`, height: `${innerHeight}px` }
        : { zoom: "", width: "", height: "" },
    );
    printIn(begins);
  }
}

const levelButtons = (): NodeListOf<HTMLButtonElement> =>
  document.querySelectorAll<HTMLButtonElement>(".levels button");
