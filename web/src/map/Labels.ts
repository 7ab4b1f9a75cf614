import type { AreaMark } from "./contract.ts";
import type { Cover } from "./draw/cover.ts";
import { placeLabel } from "./draw/labels.ts";
import type { Palette } from "./draw/palette.ts";
import type { Frame } from "./frame.ts";
import { onFrame, placeOn } from "./frame.ts";
import { DomEvent, DomUtil, type LeafletMap, point } from "./leaflet.ts";

/** More labels than this tell nobody anything. */
const MOST = 320;

interface Made {
  readonly element: HTMLElement;
  readonly text: string;
}

type Kind = "figure" | "name";

/** What a label says: "2 格", "61%", "306/502"; the last two may be empty. */
export interface LabelTexts {
  readonly figure: string;
  readonly rate: string;
  readonly of: string;
  /** The same, read out. */
  readonly said?: string;
}

/** Left, top, right, bottom, in pixels of the frame. */
export type LabelBox = readonly [number, number, number, number];

export interface LabelActs {
  readonly texts: (mark: AreaMark) => LabelTexts;
  readonly pickArea: (mark: AreaMark) => void;
  readonly pointArea: (mark: AreaMark | null) => void;
}

/** The areas' labels: figure over target, moved off buildings, hidden where they do not fit. */
export class Labels {
  readonly #map: LeafletMap;
  readonly #pane: HTMLElement;
  readonly #acts: LabelActs;
  readonly #made = new Map<string, Made>();
  readonly #widths = new Map<string, number>();
  readonly #pen = document.createElement("canvas").getContext("2d");
  #chosen: string | undefined;

  constructor(map: LeafletMap, acts: LabelActs) {
    this.#map = map;
    this.#acts = acts;
    this.#pane = map.getPane("labels") ?? map.getContainer();
    this.#pane.classList.add("leaflet-zoom-hide");
  }

  choose(code: string | undefined): void {
    this.#chosen = code;
    for (const [key, { element }] of this.#made)
      element.classList.toggle("chosen", key === `figure ${code}`);
  }

  /**
   * Place the labels of areas with their figures, and of others the name alone; gives the boxes
   * that they cover: left, top, right, bottom.
   */
  place(
    frame: Frame,
    palette: Palette,
    figures: readonly AreaMark[],
    names: readonly AreaMark[],
    cover: Cover,
    covers: (mark: AreaMark, x: number, y: number) => boolean,
  ): LabelBox[] {
    const boxes: LabelBox[] = [];
    const origin = this.#map.getPixelOrigin();
    const corner = point(frame.worldLeft, frame.worldTop).subtract(origin);
    const wanted = [
      ...boxed(frame, figures).map((area) => ({ ...area, kind: "figure" as const })),
      ...boxed(frame, names).map((area) => ({ ...area, kind: "name" as const })),
    ];
    const first = ({ mark }: { mark: AreaMark }) => Number(mark.code === this.#chosen);
    wanted.sort((a, b) => first(b) - first(a));
    const used = new Set<string>();
    for (const { mark, kind, x, y, wide, high } of wanted.slice(0, MOST)) {
      const whole = this.#textsOf(kind, mark);
      const small =
        (mark.level === "patch" || mark.level === "group") && mark.code !== this.#chosen;
      const inside = (px: number, py: number) => covers(mark, px, py);
      let size = { width: 0, height: 0 };
      const place = (form: LabelTexts) => {
        size = this.#measure(kind, form, palette);
        const box = { x, y, wide, high, ...size };
        const tight = form !== whole;
        return placeLabel({ kind, ...box, small, tight, covers: inside }, cover, frame);
      };
      let texts = whole;
      let spot = place(texts);
      // Where an area has no room for all of it, its rate is said at least.
      if (!spot && whole.figure && whole.rate && whole.of) {
        texts = { ...whole, figure: "", of: "" };
        spot = place(texts);
      }
      if (!spot) continue;
      used.add(`${kind} ${mark.code}`);
      const element = this.#label(kind, mark, texts);
      DomUtil.setPosition(element, point(spot.left, spot.top).add(corner).round());
      boxes.push([spot.left, spot.top, spot.left + size.width, spot.top + size.height]);
    }
    for (const [key, { element }] of this.#made) {
      if (used.has(key)) continue;
      element.remove();
      this.#made.delete(key);
    }
    return boxes;
  }

  #textsOf(kind: Kind, mark: AreaMark): LabelTexts {
    return kind === "figure" ? this.#acts.texts(mark) : { figure: mark.label, rate: "", of: "" };
  }

  /** The element of a label that has its place; one that says the same stays. */
  #label(kind: Kind, mark: AreaMark, texts: LabelTexts): HTMLElement {
    const key = `${kind} ${mark.code}`;
    const text = JSON.stringify(texts);
    const before = this.#made.get(key);
    if (before?.text === text) return before.element;
    before?.element.remove();
    const element = this.#element(kind, mark, texts);
    element.classList.toggle("chosen", mark.code === this.#chosen);
    element.setAttribute("data-code", mark.code);
    // Its name is what can be read on it; the sentence is said after it.
    if (texts.said) element.title = texts.said;
    // A bare rate says of nothing what it is.
    if (texts.said && !texts.figure) element.setAttribute("aria-label", texts.said);
    this.#pane.append(element);
    this.#made.set(key, { element, text });
    return element;
  }

  #element(kind: Kind, mark: AreaMark, { figure, rate, of }: LabelTexts): HTMLElement {
    if (kind === "name") {
      const name = element("div", "label name", figure);
      if (/^[\u3400-\u9fff]+$/.test(figure)) name.classList.add("spaced");
      return name;
    }
    const button = element("button", "label figure");
    button.setAttribute("type", "button");
    button.tabIndex = -1;
    if (!figure) button.classList.add("rate");
    const first = element("span", "", figure);
    if (rate) first.append(" ", element("b", "", rate));
    button.append(first);
    if (of) button.append(" ", element("span", "of", of));
    button.addEventListener("click", (event) => {
      event.stopPropagation(); // nor is the ground under it pressed
      // A drag that set out from the label has moved the map; a key's press has no count.
      if (event.detail > 0 && hasMoved(this.#map)) return;
      this.#acts.pickArea(mark);
    });
    button.addEventListener("pointerenter", () => this.#acts.pointArea(mark));
    button.addEventListener("pointerleave", () => this.#acts.pointArea(null));
    DomEvent.on(button, "dblclick", DomEvent.stopPropagation);
    return button;
  }

  /** How wide a character is, asked once: labels say the same few signs over and over. */
  #widthOf(sign: string, font: string): number {
    const key = `${font} ${sign}`;
    let width = this.#widths.get(key);
    if (width === undefined && this.#pen) {
      this.#pen.font = font;
      width = this.#pen.measureText(sign).width;
      this.#widths.set(key, width);
    }
    return width ?? 12;
  }

  /** How large a label will be (marks.css), without asking the page to lay itself out. */
  #measure(kind: Kind, { figure, rate, of }: LabelTexts, { font }: Palette) {
    const wide = (text: string, style: string) => {
      const sign = (one: string) => this.#widthOf(one, `${style} ${font}`);
      return [...text].reduce((sum, one) => sum + sign(one), 0);
    };
    if (kind === "name") {
      return { width: wide(figure, "700 16px") + figure.length * 6.4 + 4, height: 22 };
    }
    if (!figure) return { width: Math.ceil(wide(rate, "700 12px")) + 7, height: 18 };
    const first = wide(`${figure} `, "400 11px") + wide(rate, "700 13px") + (rate ? 1 : 0);
    return { width: Math.ceil(Math.max(first, wide(of, "400 11px"))) + 20, height: of ? 38 : 24 };
  }
}

interface Boxed {
  readonly mark: AreaMark;
  readonly x: number;
  readonly y: number;
  readonly wide: number;
  readonly high: number;
}

/** Areas that the window shows, the largest first. */
function boxed(frame: Frame, marks: readonly AreaMark[]): Boxed[] {
  const found: Boxed[] = [];
  const [seenWest, seenNorth] = placeOn(frame, 0, 0);
  const [seenEast, seenSouth] = placeOn(frame, frame.width, frame.height);
  for (const mark of marks) {
    if (!mark.middle || !mark.label) continue;
    const [west, south, east, north] = mark.extent;
    if (east < seenWest || west > seenEast || north < seenSouth || south > seenNorth) continue;
    const [left, top] = onFrame(frame, [west, north]);
    const [right, bottom] = onFrame(frame, [east, south]);
    const [x, y] = onFrame(frame, mark.middle);
    found.push({ mark, x, y, wide: right - left, high: bottom - top });
  }
  return found.sort((a, b) => b.wide * b.high - a.wide * a.high);
}

function element(name: string, className: string, text = ""): HTMLElement {
  return Object.assign(document.createElement(name), { className, textContent: text });
}

/** Whether the last press dragged the map. */
function hasMoved(map: LeafletMap): boolean {
  const { dragging } = map as { dragging: { moved?: () => boolean } };
  return dragging.moved?.() ?? false;
}
