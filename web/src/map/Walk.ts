import { toPlace } from "../domain/mercator.ts";
import type { MapWords, Place } from "./contract.ts";
import { statusOf } from "./draw/scene.ts";
import { number, shows } from "./draw/shapes.ts";
import type { Frame } from "./frame.ts";
import type { LoadedGround } from "./tiles/LoadedGround.ts";

interface Stop {
  readonly id: number;
  readonly number: number;
  readonly house: string;
  readonly place: Place;
  readonly area: number;
}

/** What the map shows while one goes through it. */
interface WalkView {
  readonly frame: Frame;
  readonly drawn: readonly number[];
  readonly statuses: ArrayLike<number>;
  readonly isGrid: (area: number) => boolean;
  /** The grid to begin with. */
  readonly first: number | null;
}

/** Going through the buildings in view by keyboard, grid by grid in the order of their numbers. */
export class Walk {
  readonly #ground: LoadedGround;
  readonly #words: MapWords;
  readonly #said = document.createElement("p");
  #stops: Stop[] = [];
  #focused: number | null = null;

  constructor(ground: LoadedGround, words: MapWords, container: HTMLElement) {
    this.#ground = ground;
    this.#words = words;
    this.#said.className = "map-said";
    this.#said.setAttribute("role", "status");
    container.append(this.#said);
  }

  /** Id of the building that the keyboard is on. */
  get focused(): number | null {
    return this.#focused;
  }

  /** Go to the next building in view, or the one before; false when there is none any more. */
  step(forward: boolean, view: WalkView): boolean {
    this.#stops = this.#inView(view);
    const at = this.#stops.findIndex(({ id }) => id === this.#focused);
    const next = at < 0 ? (forward ? 0 : this.#stops.length - 1) : at + (forward ? 1 : -1);
    const stop = this.#stops[next];
    this.focus(stop?.id ?? null, view.statuses);
    return stop !== undefined;
  }

  focus(id: number | null, statuses: ArrayLike<number>): void {
    this.#focused = id;
    const stop = this.#stops.find((one) => one.id === id);
    this.#said.textContent = stop
      ? this.#words.building({
          id: stop.id,
          number: stop.number || null,
          house: stop.house,
          street: this.#ground.streetAt(stop.place),
          status: statusOf(statuses, stop.id),
        })
      : "";
  }

  placeOf(id: number): Place | null {
    return this.#stops.find((stop) => stop.id === id)?.place ?? null;
  }

  #inView({ frame, drawn, statuses, isGrid, first }: WalkView): Stop[] {
    const stops = new Map<number, Stop>();
    for (const { square, scene } of this.#ground.all()) {
      const { shapes, ids, numbers, houses } = scene.buildings;
      const view = frame.over(square);
      for (let index = 0; index < shapes.count; index++) {
        const id = number(ids, index);
        const status = statusOf(statuses, id);
        if (!status || !drawn.includes(status) || !shows(view, shapes, index, 0)) continue;
        const [west = 0, north = 0, east = 0, south = 0] = shapes.boxes.subarray(
          4 * index,
          4 * index + 4,
        );
        const part = square.extent * 2 ** square.z;
        const place = toPlace({
          x: ((west + east) / 2 + square.x * square.extent) / part,
          y: ((north + south) / 2 + square.y * square.extent) / part,
        });
        const area = this.#ground.areaAt(place, isGrid) ?? 0;
        stops.set(id, {
          id,
          number: number(numbers, index),
          house: houses.get(index) ?? "",
          place,
          area,
        });
      }
    }
    const order = (area: number) => (area === first ? -1 : area);
    return [...stops.values()].sort(
      (a, b) => order(a.area) - order(b.area) || a.number - b.number || a.id - b.id,
    );
  }
}
