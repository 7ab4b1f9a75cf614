import type { AreaBook } from "./AreaBook.ts";
import { AreasOnFrame } from "./AreasOnFrame.ts";
import { outlineOf } from "./chosen.ts";
import type { AreaMark, HazardMark, MapWords, Selection } from "./contract.ts";
import { Cover } from "./draw/cover.ts";
import { boxOfName, drawNames, type NamePlace, nameFont, placeNames } from "./draw/names.ts";
import { drawNumbers, type NumberPlace, numberFont, placeNumbers } from "./draw/numbers.ts";
import type { Palette } from "./draw/palette.ts";
import { statusOf } from "./draw/scene.ts";
import { type Brush, boxOf, covers, number, type Shapes, shown, shows } from "./draw/shapes.ts";
import { drawnAt } from "./draw/streets.ts";
import { textAt } from "./draw/texts.ts";
import type { Frame } from "./frame.ts";
import { Hazards } from "./Hazards.ts";
import type { Box } from "./insets.ts";
import { type LabelActs, type LabelBox, Labels } from "./Labels.ts";
import type { LeafletMap } from "./leaflet.ts";
import { numberedIn } from "./numbered.ts";
import { Sheet } from "./Sheet.ts";
import { WORLD } from "./tiles/address.ts";
import type { LoadedGround, LoadedSquare } from "./tiles/LoadedGround.ts";

const NAMES_FROM = 15.5;
/** What is bright on faded ground is what one walks through: its numbers are there sooner. */
const NUMBERS_FROM = { all: 17, bright: 16 } as const;
/** While tiles come in, everything finds its place anew no more often than this, */
const PAUSE = 160;
/** and for no more than this part of the time. */
const SHARE = 1 / 5;
/** Buildings of a square that are looked at for what they cover. */
const SAMPLED = 4000;

type WordsHere = Pick<MapWords, "hazards" | "number" | "house">;

interface Acts extends LabelActs {
  /** What covers the map now. */
  readonly panels: () => readonly Box[];
  /** Those of them that a mark must not stand half under. */
  readonly sheets?: () => readonly Box[];
  readonly pickHazards: (hazards: readonly HazardMark[]) => void;
}

interface LookNow {
  readonly palette: Palette;
  readonly statuses: Uint8Array;
  readonly drawn: readonly number[];
  /** Whether streets are named. */
  readonly named: boolean;
}

/**
 * Everything that is written or stands on the ground: hazards, street names, numbers and labels find
 * their places together whenever the map rests, so that none covers what matters more.
 */
export class Writing {
  readonly hazards: Hazards;
  readonly #words: WordsHere;
  readonly #panels: () => readonly Box[];
  readonly #sheets: () => readonly Box[];
  readonly #map: LeafletMap;
  readonly #book: AreaBook;
  readonly #ground: LoadedGround;
  readonly #labels: Labels;
  readonly #sheet: Sheet;
  readonly #widths = new Map<string, number>();
  #look: () => LookNow = () => ({
    palette: { colours: {}, font: "" } as never,
    statuses: new Uint8Array(),
    drawn: [],
    named: false,
  });
  #chosen: Selection | null = null;
  /** Around it all is faded. */
  #outline: Shapes | null = null;
  #timer = 0;
  #pause = PAUSE;

  constructor(map: LeafletMap, words: WordsHere, book: AreaBook, ground: LoadedGround, acts: Acts) {
    this.#map = map;
    this.#words = words;
    this.#book = book;
    this.#ground = ground;
    this.#panels = acts.panels;
    this.#sheets = acts.sheets ?? (() => []);
    this.hazards = new Hazards(map, words, acts.pickHazards);
    this.#labels = new Labels(map, acts);
    this.#sheet = new Sheet((brush, frame) => this.#write(brush, frame), {
      pane: "names",
      waits: true,
    });
    map.on("viewreset", () => this.now());
  }

  start(look: () => LookNow): void {
    this.#look = look;
    this.#sheet.addTo(this.#map);
  }

  /** Something has changed: find places anew, soon. */
  later(): void {
    if (!this.#timer) this.#timer = window.setTimeout(() => this.now(), this.#pause);
  }

  /** All that was to come has come: what waits is not put off for longer than need be. */
  settle(): void {
    if (!this.#timer) return;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.now(), PAUSE);
  }

  choose(selection: Selection | null): void {
    this.#chosen = selection;
    this.#outline = selection?.fade ? outlineOf(selection.outline) : null;
    this.#labels.choose(selection?.area);
    this.later();
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  /** Find places at once: at another zoom all stand elsewhere, whereas a pan takes them along. */
  now(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const began = performance.now();
    this.#sheet.repaint();
    this.#pause = Math.max(PAUSE, (performance.now() - began) / SHARE);
  }

  #write(brush: Brush, frame: Frame): boolean {
    const look = this.#look();
    const loaded = this.#ground.all();
    const cover = new Cover(frame.width, frame.height);
    this.#coverPanels(frame, cover);
    this.#coverBuildings(frame, cover, loaded, look);
    const isBright = this.#bright(frame);
    const { x: dx, y: dy } = this.#windowIn(frame);
    const sheets = this.#sheets().map(({ left, top, right, bottom }) => ({
      left: left + dx,
      top: top + dy,
      right: right + dx,
      bottom: bottom + dy,
    }));
    this.hazards.place(frame, cover, isBright, sheets);
    const names =
      look.named && frame.zoom >= NAMES_FROM ? this.#placeNames(brush, frame, loaded, look) : [];
    for (const name of names) cover.put(...boxOfName(name), 3);
    let numbers: NumberPlace[] = [];
    if (frame.zoom >= NUMBERS_FROM[this.#outline ? "bright" : "all"]) {
      const numbered = numberedIn(
        frame,
        loaded,
        look.statuses,
        this.#chosen?.building,
        this.#words.house ?? String,
      );
      const measure = this.#measure(brush, numberFont(look.palette));
      const bright = numbered.filter(({ left, top, right, bottom }) =>
        isBright((left + right) / 2, (top + bottom) / 2),
      );
      numbers = placeNumbers(bright, cover, measure, frame.zoom);
    }
    const labels = this.#placeLabels(frame, cover, new AreasOnFrame(frame, loaded), look);
    // A name that shows through a label's letters helps neither to be read.
    const free = names.filter((name) => !labels.some((label) => meet(boxOfName(name), label)));
    drawNames(brush, look.palette, free);
    drawNumbers(brush, look.palette, numbers);
    return free.length > 0 || numbers.length > 0;
  }

  /** Nothing is put under a panel or past the window's edge. */
  #coverPanels(frame: Frame, cover: Cover): void {
    const { x: width, y: height } = this.#map.getSize();
    const { x: dx, y: dy } = this.#windowIn(frame);
    cover.put(0, 0, dx, frame.height, 9);
    cover.put(dx + width, 0, frame.width, frame.height, 9);
    cover.put(0, 0, frame.width, dy, 9);
    cover.put(0, dy + height, frame.width, frame.height, 9);
    for (const { left, top, right, bottom } of this.#panels()) {
      cover.put(left + dx, top + dy, right + dx, bottom + dy, 9);
    }
  }

  /** Where the window of the map begins in the frame. */
  #windowIn(frame: Frame): { x: number; y: number } {
    const origin = this.#map.getPixelOrigin().add(this.#map.containerPointToLayerPoint([0, 0]));
    return { x: origin.x - frame.worldLeft, y: origin.y - frame.worldTop };
  }

  #coverBuildings(
    frame: Frame,
    cover: Cover,
    loaded: readonly LoadedSquare[],
    { statuses, drawn }: LookNow,
  ): void {
    if (!drawn.length) return;
    for (const { square, scene } of loaded) {
      const view = frame.over(square);
      const { shapes, ids } = scene.buildings;
      // Where a square holds very many, some of them tell where it is full.
      const step = Math.ceil(shapes.count / SAMPLED);
      for (let index = 0; index < shapes.count; index += step) {
        const status = statusOf(statuses, number(ids, index));
        if (!status || !drawn.includes(status) || !shows(view, shapes, index)) continue;
        // What is chosen is not hidden by what is written about its surroundings.
        const chosen = number(ids, index) === this.#chosen?.building;
        cover.put(...boxOf(view, shapes, index), chosen ? 8 : 1);
      }
    }
  }

  #placeNames(
    brush: Brush,
    frame: Frame,
    loaded: readonly LoadedSquare[],
    { palette }: LookNow,
  ): NamePlace[] {
    const measure = this.#measure(brush, nameFont(palette));
    const places: NamePlace[] = [];
    for (const { square, scene } of loaded) {
      const { shapes, kinds, names } = scene.streets;
      const view = frame.over(square);
      const wanted = shown(
        view,
        shapes,
        (i) => textAt(names, i) !== "" && drawnAt(frame.zoom, textAt(kinds, i)),
      );
      placeNames(view, shapes, wanted, (i) => textAt(names, i), measure, places);
    }
    return places;
  }

  #placeLabels(frame: Frame, cover: Cover, areas: AreasOnFrame, { palette }: LookNow): LabelBox[] {
    const book = this.#book;
    const { level } = book;
    const standing = new Set(book.shown);
    const named =
      level === "grid" || level === "group" || level === "patch"
        ? book.of("community").filter((mark) => !standing.has(mark) && !this.#isAlone(mark))
        : [];
    const figures = this.#within(book.shown).filter(
      (mark) => !this.#isAlone(mark) && book.isTold(mark),
    );
    const inside = ({ id }: AreaMark, x: number, y: number) => areas.covers(id, x, y);
    return this.#labels.place(frame, palette, figures, this.#within(named), cover, inside);
  }

  /** Does an area stand alone on faded ground, so that it needs no label? The page is about it. */
  #isAlone({ code }: AreaMark): boolean {
    return this.#chosen?.fade === true && this.#chosen.area === code;
  }

  /** Around a faded area nothing is labelled: what is bright is what one is at. */
  #within(marks: readonly AreaMark[]): readonly AreaMark[] {
    const code = this.#chosen?.fade ? this.#chosen.area : undefined;
    return code === undefined ? marks : marks.filter((mark) => this.#book.isWithin(mark, code));
  }

  /** Is a point of the frame where nothing is faded? */
  #bright(frame: Frame): (x: number, y: number) => boolean {
    const outline = this.#outline;
    if (!outline) return () => true;
    const view = frame.over(WORLD);
    return (x, y) => covers(outline, 0, (x + view.left) / view.scale, (y + view.top) / view.scale);
  }

  /** How wide a text is, asked once. */
  #measure(brush: Brush, font: string): (text: string) => number {
    brush.font = font;
    return (text) => {
      const key = `${font} ${text}`;
      let width = this.#widths.get(key);
      if (width === undefined) {
        width = brush.measureText(text).width;
        this.#widths.set(key, width);
      }
      return width;
    };
  }
}

/** Do two boxes cover one another? */
const meet = (one: LabelBox, other: LabelBox): boolean =>
  one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
