import type { Place } from "../mercator.ts";
import { Frame, MILLIONTH, type SentShapes, type Shapes, shapesOf } from "./shapes.ts";
import { at, NONE, neighboursOf, type Town } from "./town.ts";

/** The ground of a plan, as the server sends it: columns with a place for each building and atom. */
export interface SentGround {
  readonly areas: readonly { readonly zone: number; readonly patches: number }[];
  readonly buildings: { readonly id: readonly number[]; readonly shape: SentShapes };
  readonly atoms: {
    readonly building: readonly number[];
    readonly x: readonly number[];
    readonly y: readonly number[];
    readonly households: readonly number[];
    readonly load: readonly number[];
    readonly area: readonly number[];
    readonly patch: readonly number[];
    readonly zone: readonly number[];
  };
  readonly edges: {
    readonly a: readonly number[];
    readonly b: readonly number[];
    readonly m: readonly number[];
  };
}

/** The ground of a plan, to be reckoned with and drawn. */
export interface PlanGround {
  readonly town: Town;
  readonly frame: Frame;
  readonly shapes: Shapes;
  /** Parts of each building. */
  readonly parts: readonly (readonly number[])[];
  /** Building by its number in the tiles. */
  readonly byId: ReadonlyMap<number, number>;
}

export function groundOf(sent: SentGround): PlanGround {
  const { atoms, edges, areas } = sent;
  const place = (part: number): Place => [
    at(atoms.x, part) * MILLIONTH,
    at(atoms.y, part) * MILLIONTH,
  ];
  const frame = new Frame(place(0));
  const count = atoms.building.length;
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const parts: number[][] = sent.buildings.id.map(() => []);
  for (let part = 0; part < count; part++) {
    const point = frame.point(place(part));
    x[part] = point.x;
    y[part] = point.y;
    parts[at(atoms.building, part)]?.push(part);
  }
  return {
    town: {
      count,
      building: Int32Array.from(atoms.building),
      load: Float64Array.from(atoms.load),
      households: Float64Array.from(atoms.households),
      today: Int32Array.from(atoms.area),
      patch: Int32Array.from(atoms.patch),
      zone: Int32Array.from(atoms.zone),
      x,
      y,
      neighbours: neighboursOf(count, edges.a, edges.b, edges.m),
      zoneOf: Int32Array.from(areas, ({ zone }) => zone),
      patched: Uint8Array.from(areas, ({ patches }) => (patches > 0 ? 1 : 0)),
    },
    frame,
    shapes: shapesOf(sent.buildings.shape, frame),
    parts,
    byId: new Map(sent.buildings.id.map((id, building) => [id, building])),
  };
}

/** The area that most households of each building are in. */
export function ownersOf({ parts, town }: PlanGround, area: Int32Array): Int32Array {
  return Int32Array.from(parts, (own) => ownerOf(own, area, town));
}

function ownerOf(parts: readonly number[], area: Int32Array, { households }: Town): number {
  const [first = NONE] = parts;
  if (parts.length < 2) return area[first] ?? NONE;
  const homes = new Map<number, number>();
  for (const part of parts) {
    const own = at(area, part);
    homes.set(own, (homes.get(own) ?? 0) + at(households, part) + 1e-6);
  }
  return [...homes].reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}
