import {
  type Borders,
  bordersOf,
  linesOf,
  reachingOf,
  type Walls,
} from "../domain/plan/borders.ts";
import { ownersOf, type PlanGround } from "../domain/plan/ground.ts";
import type { PlanBetween, PlanPicture } from "../map/tools/planPicture.ts";
import { holding } from "./outlines.ts";
import type { Studio } from "./studio.ts";

/** What was drawn last: what a stroke leaves alone is not made again. */
export interface LastDrawn {
  borders?: Borders;
  /** What areas reach that are to be outlined anew, from the same borders. */
  reached?: Borders;
  between?: { readonly of: readonly unknown[]; readonly told: PlanBetween };
}

type Drawn = Pick<PlanPicture, "outlines" | "borders" | "between">;

const NO_LINES: PlanPicture["borders"] = [];

/**
 * Outlines and borders of areas: along streets where the server has drawn them so. What changed since
 * is parted along the ground of buildings, within what these areas have along streets together.
 */
export function drawnOf(
  studio: Studio,
  ground: PlanGround,
  area: Int32Array,
  last: LastDrawn,
): Drawn {
  const cut = studio.cut.value;
  const exact = studio.exact.value;
  const beside = studio.beside.value;
  const today = studio.showing.value === "today";
  const owners = cut && ownersOf(ground, area);
  if (owners) last.borders = bordersOf(cut.walls, owners, last.borders);
  const before = beside ? beside.outlines : exact?.before;
  const along = today ? before : exact?.outlines;
  const drawn = today ? area : exact?.drawn;
  const held = along?.rings.size && drawn ? holding(drawn, area) : null;
  const cells = last.borders;
  if (!along || !held) {
    const borders = cells ? linesOf(cells) : NO_LINES;
    return { outlines: new Map(cells?.rings), borders, between: null };
  }
  const outlines = new Map(cells?.rings);
  for (const own of held) outlines.set(own, along.rings.get(own) ?? NO_LINES);
  const loose = new Set(
    [...along.rings.keys(), ...outlines.keys()].filter((own) => !held.has(own)),
  );
  const stays = (near: number, far: number) => !loose.has(near) || !loose.has(far);
  const between = cut && owners && loose.size > 0;
  return {
    outlines,
    borders: linesOf(along, stays),
    between: between ? betweenOf(cut.walls, owners, { along, loose }, last) : null,
  };
}

/** Ground whose areas have changed since it was drawn along streets, as they part it now. */
function betweenOf(
  walls: Walls,
  owners: Int32Array,
  { along, loose }: { readonly along: Borders; readonly loose: ReadonlySet<number> },
  last: LastDrawn,
): PlanBetween {
  const of = [along, last.borders, [...loose].join()];
  if (last.between && of.every((one, place) => one === last.between?.of[place])) {
    return last.between.told;
  }
  const reached = bordersOf(walls, reachingOf(walls, owners, loose), last.reached);
  const told: PlanBetween = {
    within: [...loose].flatMap((own) => along.rings.get(own) ?? []),
    grounds: new Map([...loose].map((own) => [own, reached.rings.get(own) ?? NO_LINES])),
    borders: linesOf(reached, (near, far) => loose.has(near) && loose.has(far)),
  };
  last.reached = reached;
  last.between = { of, told };
  return told;
}
