import type { HazardMark, MapWords } from "./contract.ts";
import type { Cover } from "./draw/cover.ts";
import { clusterIcon, HAZARD_SIZES, hazardIcon, weightOf } from "./draw/hazard.ts";
import type { Frame } from "./frame.ts";
import { onFrame, placeOn } from "./frame.ts";
import type { Box } from "./insets.ts";
import {
  divIcon,
  type LayerGroup,
  type LeafletMap,
  latLng,
  layerGroup,
  marker,
} from "./leaflet.ts";

/** From here on hazards stand apart; what is handled is shown from here on, too. */
const APART_FROM = 16;
/** Pixels within which hazards gather. */
const NEAR = 50;
/** Closer than this they would hide one another, at any zoom; a finger needs more room. */
const TOUCHING = { pointer: 26, finger: 44 } as const;

/** From mark to mark. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
};

interface Group {
  readonly x: number;
  readonly y: number;
  readonly hazards: HazardMark[];
}

/** Hazards on the map: triangles, and discs with the worst and the count where there are several. */
export class Hazards {
  readonly #layer: LayerGroup;
  readonly #words: Pick<MapWords, "hazards" | "number">;
  readonly #pick: (hazards: readonly HazardMark[]) => void;
  #hazards: readonly HazardMark[] = [];
  /** What stands on the map, in the order of the hazards. */
  #marks: HTMLElement[] = [];
  /** Which hazards stand there; null where other hazards are to be drawn, and be it none. */
  #drawn: string | null = null;

  constructor(
    map: LeafletMap,
    words: Pick<MapWords, "hazards" | "number">,
    pick: (hazards: readonly HazardMark[]) => void,
  ) {
    this.#layer = layerGroup().addTo(map);
    this.#words = words;
    this.#pick = pick;
    map.getPane("marks")?.addEventListener("keydown", (event) => this.#rove(event));
  }

  set(hazards: readonly HazardMark[]): void {
    this.#hazards = hazards;
    this.#drawn = null;
  }

  /**
   * Put the marks on the map where nothing is faded and none would stand half under a sheet, and
   * tell `cover` where they are.
   */
  place(
    frame: Frame,
    cover: Cover,
    isBright: (x: number, y: number) => boolean,
    sheets: readonly Box[],
  ): void {
    const groups = gather(frame, this.#hazards, isBright).filter((group) => {
      const { left, top, size } = boxOf(group);
      return !sheets.some(
        (sheet) =>
          left < sheet.right &&
          left + size > sheet.left &&
          top < sheet.bottom &&
          top + size > sheet.top,
      );
    });
    // Markers stay while they would be the same: the focus on one is not lost.
    const drawn = groups.map(({ hazards }) => hazards.map(({ uid }) => uid).join()).join(";");
    const same = drawn === this.#drawn;
    if (!same) this.#layer.clearLayers();
    this.#drawn = drawn;
    if (!same) this.#marks = [];
    for (const group of groups) {
      const { worst, left, top, size, middle } = boxOf(group);
      const clock = group.hazards.length === 1 && isLate(worst) ? 4 : 0;
      cover.put(left, top - clock, left + size + clock, top + size, 8);
      if (!same) this.#mark(frame, group, worst, size, middle);
    }
  }

  /** The marks are one stop on the way through the page; from one to the next lead the arrows. */
  #rove(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    const at = this.#marks.indexOf(event.target as HTMLElement);
    const next = step && at >= 0 && this.#marks[at + step];
    if (!next) return;
    event.preventDefault();
    for (const mark of this.#marks) mark.tabIndex = mark === next ? 0 : -1;
    next.focus();
  }

  #mark(frame: Frame, group: Group, worst: HazardMark, size: number, middle: number): void {
    const { hazards } = group;
    const several = hazards.length > 1;
    const title = several ? this.#words.hazards(hazards.length, worst.title) : worst.title;
    const icon = divIcon({
      html: several ? clusterIcon(worst, this.#words.number(hazards.length)) : hazardIcon(worst),
      className: "hazard-place",
      iconSize: [size, size],
      iconAnchor: [size / 2, middle],
    });
    const [lon, lat] = placeOn(frame, group.x, group.y);
    const placed = marker(latLng(lat, lon), {
      icon,
      pane: "marks",
      alt: title,
      title,
      riseOnHover: true,
    })
      .on("click keypress", (event) => {
        const { originalEvent } = event as unknown as { originalEvent?: KeyboardEvent };
        if (originalEvent?.key && originalEvent.key !== "Enter" && originalEvent.key !== " ")
          return;
        this.#pick(hazards);
      })
      .addTo(this.#layer);
    const element = placed.getElement();
    if (!element) return;
    element.tabIndex = this.#marks.length ? -1 : 0;
    this.#marks.push(element);
  }
}

/** The mark of a group: what it shows, and where it stands. */
function boxOf({ hazards, x, y }: Group) {
  const worst = hazards.reduce((a, b) => (weightOf(b) > weightOf(a) ? b : a));
  const several = hazards.length > 1;
  const size = HAZARD_SIZES[several ? "several" : isLate(worst) ? "overdue" : "one"];
  // A triangle stands on its place by its middle, a disc by its centre.
  const middle = several ? size / 2 : size * 0.6;
  return { worst, left: x - size / 2, top: y - middle, size, middle };
}

const isLate = ({ overdue, handled }: HazardMark): boolean => overdue && !handled;

function gather(
  frame: Frame,
  hazards: readonly HazardMark[],
  isBright: (x: number, y: number) => boolean,
): Group[] {
  const apart = frame.zoom >= APART_FROM;
  const touching = TOUCHING[matchMedia("(pointer: coarse)").matches ? "finger" : "pointer"];
  const near = apart ? touching : NEAR;
  const groups: Group[] = [];
  for (const hazard of hazards) {
    if (hazard.handled && !apart) continue;
    const [x, y] = onFrame(frame, hazard.place);
    const rim = 60;
    if (x < -rim || y < -rim || x > frame.width + rim || y > frame.height + rim) continue;
    if (!isBright(x, y)) continue;
    const group = groups.find((other) => Math.hypot(other.x - x, other.y - y) < near);
    if (group) group.hazards.push(hazard);
    else groups.push({ x, y, hazards: [hazard] });
  }
  return groups;
}
