import type { AreaBook } from "./AreaBook.ts";
import type { AreaMark, HazardMark, Hovered, MapEvents, Pick, Place } from "./contract.ts";
import type { Emitter } from "./Emitter.ts";
import { windowOf } from "./frame.ts";
import type { LatLng, LeafletMap } from "./leaflet.ts";
import type { Standout } from "./Standout.ts";
import type { LoadedGround } from "./tiles/LoadedGround.ts";
import type { Walk } from "./Walk.ts";

/** What is picked from, and what tells of it. */
interface Parts {
  readonly map: LeafletMap;
  readonly book: AreaBook;
  readonly ground: LoadedGround;
  readonly standout: Standout;
  readonly walk: Walk;
  readonly events: Emitter<MapEvents>;
  /** Which statuses are drawn now, and that of each building. */
  readonly drawn: () => readonly number[];
  readonly statuses: () => Uint8Array;
}

/** What is under the pointer, the finger or the keyboard's ring, and what is picked there. */
export class Picking {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Whatever is at a place of the ground is picked. */
  press({ lng, lat }: LatLng): void {
    const place: Place = [lng, lat];
    const area = this.#areaAt(place)?.code ?? null;
    this.#pick({ place, building: this.#buildingAt(place), area, hazards: [] });
  }

  /** The pointer finds buildings where they are drawn, and areas further out. */
  pointAt({ lng, lat }: LatLng): void {
    const place: Place = [lng, lat];
    if (this.#parts.drawn().length) {
      const building = this.#buildingAt(place);
      this.point(building === null ? null : { building });
    } else {
      const area = this.#areaAt(place)?.code;
      this.point(area === undefined ? null : { area });
    }
  }

  /** The pointer is on something else than before. */
  point(hovered: Hovered | null): void {
    const { map, standout, events } = this.#parts;
    const before = standout.hovered;
    if (hovered?.building === before?.building && hovered?.area === before?.area) return;
    standout.hover(hovered);
    map.getContainer().classList.toggle("pressable", hovered !== null);
    events.emit("hover", hovered);
  }

  /** An area is picked by its label. */
  area(mark: AreaMark): void {
    const place = mark.middle ?? this.#middle();
    this.#pick({ place, building: null, area: mark.code, hazards: [] });
  }

  /** Hazards are picked by their mark. */
  hazards(hazards: readonly HazardMark[]): void {
    const place = hazards[0]?.place;
    if (place)
      this.#pick({ place, building: null, area: null, hazards: hazards.map(({ uid }) => uid) });
  }

  /** Whether the keyboard is on a building. */
  get walking(): boolean {
    return this.#parts.walk.focused !== null;
  }

  /** The keyboard goes to the next building or the one before; false when there is none any more. */
  step(forward: boolean): boolean {
    const { map, book, standout, walk, drawn, statuses } = this.#parts;
    const found = walk.step(forward, {
      frame: windowOf(map),
      drawn: drawn(),
      statuses: statuses(),
      isGrid: (area) => book.byId(area)?.level === "grid",
      first: book.byCode(standout.selection?.area)?.id ?? null,
    });
    standout.focus(walk.focused);
    return found;
  }

  /** The keyboard leaves the buildings. */
  leave(): void {
    const { walk, standout, statuses } = this.#parts;
    walk.focus(null, statuses());
    standout.focus(null);
  }

  /** The building that the keyboard is on is picked. */
  focused(): void {
    const { walk } = this.#parts;
    const id = walk.focused;
    const place = (id !== null && walk.placeOf(id)) || this.#middle();
    const area = this.#areaAt(place)?.code ?? null;
    this.#pick({ place, building: id, area, hazards: [] });
  }

  #pick(pick: Pick): void {
    this.#parts.events.emit("pick", pick);
  }

  #middle(): Place {
    const { lng, lat } = this.#parts.map.getCenter();
    return [lng, lat];
  }

  #buildingAt(place: Place): number | null {
    const { map, ground, drawn, statuses } = this.#parts;
    return ground.buildingAt(place, map.getZoom(), drawn(), statuses());
  }

  #areaAt(place: Place): AreaMark | undefined {
    const { book, ground } = this.#parts;
    return book.byId(ground.areaAt(place, book.stands));
  }
}
