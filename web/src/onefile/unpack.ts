/** Packed layers as the map draws them, in units of the whole world. */
import { toPlace, toPoint } from "../domain/mercator.ts";
import {
  type AreaMark,
  type Extent,
  type HazardMark,
  type Level,
  STATUS,
} from "../map/contract.ts";
import type { Scene } from "../map/draw/scene.ts";
import { number, ShapeList, type Shapes } from "../map/draw/shapes.ts";
import { TextList, type Texts } from "../map/draw/texts.ts";
import { cell, type PackedGeometry, type PageData, type PageWords } from "./data.ts";

const NOTHING: PackedGeometry = { xy: [], vertices: [], pieces: [] };

/** Rings and lines of a layer, in steps from vertex to vertex. */
export function shapesOf(geometry: PackedGeometry | undefined, steps: number): Shapes {
  const { xy, vertices, pieces } = geometry ?? NOTHING;
  const shapes = new ShapeList();
  let [lon, lat, at, piece] = [0, 0, 0, 0];
  for (const count of pieces) {
    const rings: number[][] = [];
    for (const end = piece + count; piece < end; piece++) {
      const ring: number[] = [];
      for (let vertex = 0; vertex < (vertices[piece] ?? 0); vertex++) {
        lon += xy[at++] ?? 0;
        lat += xy[at++] ?? 0;
        const { x, y } = toPoint([lon / steps, lat / steps]);
        ring.push(x, y);
      }
      rings.push(ring);
    }
    shapes.add(rings);
  }
  return shapes.finish();
}

const STATUSES: Record<string, number> = {
  u: STATUS.untouched,
  p: STATUS.partly,
  d: STATUS.done,
};

function texts(column: ArrayLike<string | null> | undefined, count: number): Texts {
  const list = new TextList();
  for (let index = 0; index < count; index++) list.add(column?.[index] ?? "");
  return list.finish();
}

/** Positions serve as ids: of buildings into the statuses, of areas into their marks. */
export function unpack({ layers, steps }: PageData): { scene: Scene; statuses: Uint8Array } {
  const { areas, borders, buildings, streets, landcover } = layers;
  const shapes = {
    areas: shapesOf(areas?.geometry, steps),
    borders: shapesOf(borders?.geometry, steps),
    buildings: shapesOf(buildings?.geometry, steps),
    streets: shapesOf(streets?.geometry, steps),
    cover: shapesOf(landcover?.geometry, steps),
  };
  const houses = new Map<number, string>();
  for (let index = 0; index < shapes.buildings.count; index++) {
    const house = houseNumber(cell(buildings?.address, index), cell(buildings?.name, index));
    if (house) houses.set(index, house);
  }
  const ids = ({ count }: Shapes) => Uint32Array.from({ length: count }, (_, index) => index);
  const kinds = (layer: typeof streets, { count }: Shapes) => texts(layer?.kind, count);
  return {
    statuses: Uint8Array.from(buildings?.status ?? "", (letter) => STATUSES[letter] ?? STATUS.none),
    scene: {
      areas: { shapes: shapes.areas, ids: ids(shapes.areas) },
      borders: { shapes: shapes.borders, kinds: kinds(borders, shapes.borders) },
      buildings: {
        shapes: shapes.buildings,
        ids: ids(shapes.buildings),
        numbers: new Uint16Array(shapes.buildings.count),
        houses,
      },
      streets: {
        shapes: shapes.streets,
        kinds: kinds(streets, shapes.streets),
        names: texts(streets?.name, shapes.streets.count),
      },
      cover: { shapes: shapes.cover, kinds: kinds(landcover, shapes.cover) },
    },
  };
}

/** "12" from 荷叶街 12 号, "7" from 梅园巷 8 号 7 栋, "12" from 12 High Street. */
export function houseNumber(...texts: readonly (string | null)[]): string {
  for (const text of texts) {
    const chinese = [...(text ?? "").matchAll(/(\d+[A-Za-z]?)\s*[号幢栋]/g)].pop();
    const found = chinese ?? /^(\d+[A-Za-z]?)\b/.exec(text ?? "");
    if (found?.[1]) return found[1];
  }
  return "";
}

/** The areas as marks; one without a surface has no middle and no label. */
export function areaMarks({ layers: { areas } }: PageData, { boxes, count }: Shapes): AreaMark[] {
  return Array.from({ length: count }, (_, index) => {
    const parent = cell(areas?.parent, index);
    return {
      id: index,
      code: String(index),
      level: (cell(areas?.level, index) ?? "") as Level,
      parent: parent === null || parent < 0 ? null : String(parent),
      label: cell(areas?.label, index) ?? "",
      extent: extentOf(boxes, index),
      middle: cell(areas?.middle, index),
    };
  });
}

function extentOf(boxes: Shapes["boxes"], index: number): Extent {
  const [west, north] = toPlace({ x: number(boxes, 4 * index), y: number(boxes, 4 * index + 1) });
  const [east, south] = toPlace({
    x: number(boxes, 4 * index + 2),
    y: number(boxes, 4 * index + 3),
  });
  return [west, south, east, north];
}

export function hazardMarks(
  { layers: { hazards }, steps }: PageData,
  words: PageWords,
): HazardMark[] {
  const { boxes, count } = shapesOf(hazards?.geometry, steps);
  const marks: HazardMark[] = [];
  for (let index = 0; index < count; index++) {
    const x = number(boxes, 4 * index);
    if (!Number.isFinite(x)) continue;
    const what = cell(hazards?.what, index) ?? "";
    const overdue = Boolean(cell(hazards?.overdue, index));
    marks.push({
      uid: String(index),
      place: toPlace({ x, y: number(boxes, 4 * index + 1) }),
      sign: cell(hazards?.mark, index) ?? "",
      title: overdue ? `${what} · ${words.overdue}` : what,
      severity: (cell(hazards?.severity, index) || null) as HazardMark["severity"],
      handled: Boolean(cell(hazards?.handled, index)),
      overdue,
    });
  }
  return marks;
}
