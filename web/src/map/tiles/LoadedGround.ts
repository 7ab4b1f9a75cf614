import type { Place } from "../contract.ts";
import { type Scene, statusOf } from "../draw/scene.ts";
import { awayFrom, boxOf, covers, hasSurface, number, shows, worldSize } from "../draw/shapes.ts";
import { textAt } from "../draw/texts.ts";
import {
  around,
  keyOf,
  type Part,
  type Square,
  type TileAddress,
  tileView,
  unitsOf,
} from "./address.ts";

export interface LoadedSquare {
  readonly square: Square;
  readonly scene: Scene;
}

/** Pixels within which a building that is only a point is hit. */
const NEAR = 8;

/** Part of the world's width within which a street counts as that of a place: some 100 m. */
const BY = 1 / 2 ** 18.5;

/** Pixels around a building that its edge, or the disc of one that is only a point, may cover. */
const RIM = 9;

const withRim = ([left, top, right, bottom]: ReturnType<typeof boxOf>): Part => ({
  left: left - RIM,
  top: top - RIM,
  right: right + RIM,
  bottom: bottom + RIM,
});

/** What of a tile a change concerns. */
export type Concerned = (square: Square, tile: TileAddress) => Part | "all" | null;

/** What lies where, as far as the tiles that are loaded know. */
export class LoadedGround {
  /** The squares that are there now. */
  readonly all: () => readonly LoadedSquare[];

  constructor(all: () => readonly LoadedSquare[]) {
    this.all = all;
  }

  /** The loaded square that holds a place. */
  at(place: Place): LoadedSquare | undefined {
    return this.all().find(({ square }) => {
      const [x, y] = unitsOf(square, place);
      return x >= 0 && y >= 0 && x < square.extent && y < square.extent;
    });
  }

  /** Id of the building at a place, of those whose status is among `drawn`. */
  buildingAt(
    place: Place,
    zoom: number,
    drawn: readonly number[],
    statuses: ArrayLike<number>,
  ): number | null {
    const loaded = drawn.length ? this.at(place) : undefined;
    if (!loaded) return null;
    const { square, scene } = loaded;
    const { shapes, ids } = scene.buildings;
    const [x, y] = unitsOf(square, place);
    const near = (NEAR / worldSize(zoom)) * 2 ** square.z * square.extent;
    for (let index = 0; index < shapes.count; index++) {
      const [west, north] = [number(shapes.boxes, 4 * index), number(shapes.boxes, 4 * index + 1)];
      const hit = hasSurface(shapes, index)
        ? covers(shapes, index, x, y)
        : Math.hypot(west - x, north - y) < near;
      if (hit && drawn.includes(statusOf(statuses, number(ids, index)))) return number(ids, index);
    }
    return null;
  }

  /** Id of the area at a place, of those that `wanted` takes. */
  areaAt(place: Place, wanted: (id: number) => boolean): number | null {
    const loaded = this.at(place);
    if (!loaded) return null;
    const { shapes, ids } = loaded.scene.areas;
    const [x, y] = unitsOf(loaded.square, place);
    for (let index = 0; index < shapes.count; index++) {
      const id = number(ids, index);
      if (wanted(id) && covers(shapes, index, x, y)) return id;
    }
    return null;
  }

  /** Name of the street that a place lies by, of those that have one; "" where none is near. */
  streetAt(place: Place): string {
    const loaded = this.at(place);
    if (!loaded) return "";
    const { square, scene } = loaded;
    const { shapes, names } = scene.streets;
    const [x, y] = unitsOf(square, place);
    let least = BY * 2 ** square.z * square.extent;
    let nearest = "";
    for (let index = 0; index < shapes.count; index++) {
      const name = textAt(names, index);
      const away = name ? awayFrom(shapes, index, x, y, least) : least;
      if (away < least) [least, nearest] = [away, name];
    }
    return nearest;
  }

  /** Tells what part of a tile shows one of these buildings; all of one that is not known yet. */
  holding(changed: ReadonlySet<number>): Concerned {
    const holding = new Map<string, { scene: Scene; held: number[] }>();
    for (const { square, scene } of this.all()) {
      const { ids } = scene.buildings;
      const held: number[] = [];
      for (let index = 0; index < ids.length; index++) {
        if (changed.has(number(ids, index))) held.push(index);
      }
      holding.set(keyOf(square), { scene, held });
    }
    return (square, tile) => {
      const known = holding.get(keyOf(square));
      if (!known) return "all";
      const view = tileView(tile, square, tile.z, 1);
      const { shapes } = known.scene.buildings;
      return known.held
        .filter((index) => shows(view, shapes, index, RIM))
        .map((index) => withRim(boxOf(view, shapes, index)))
        .reduce<Part | null>((all, one) => (all ? around(all, one) : one), null);
    };
  }
}
