import type { StudioGround } from "../api/plans.ts";
import type { Server } from "../api/server.ts";

const atoms = {
  ...{ building: [0, 0, 1], part: [7, 7, 8], unit: ["1", "1", null], low: [1, 2, null] },
  ...{ high: [1, 2, null], x: [0, 0, 300], y: [0, 0, 0], households: [2, 2, 4] },
  ...{ walk_up: [0, 2, 0], hazards: [0, 0, 1], area: [0, 0, 1], patch: [-1, -1, -1] },
  zone: [0, 0, 0],
};
const square = [0, 0, 100, 0, 0, 100, -100, 0];
/** A tower of one unit with two floors in `A`, a house in `B`: for tests. */
export const TOWER = {
  ...{ base: "b", level: "patch", zone_level: "grid", size: [5, 15], tolerance: 0.05 },
  zones: [{ code: "1", name: null }],
  area: { code: "1", name: null },
  areas: ["A", "B"].map((code) => ({ code, name: null, zone: 0, leader: false, patches: 0 })),
  patches: [],
  buildings: {
    ...{ id: [1, 2], uid: ["u0", "u1"], address: [null, null] },
    shape: { xy: [...square, ...square], vertices: [4, 4], pieces: [1, 1] },
  },
  edges: { a: [0, 1], b: [1, 2], m: [1, 1], linked: [] },
} as unknown as StudioGround;

/** Serves a ground, and weighs each household as often as the formula begins with. */
export function serving(ground: StudioGround = TOWER): Server {
  const get = async (path: string, { params }: { params: { query: { load: string } } }) => {
    if (!path.endsWith("/ground")) return { data: [], response: new Response() };
    const { load } = params.query;
    const weights = atoms.households.map((homes) => homes * (Number.parseFloat(load) || 1));
    return {
      data: { ...ground, load, atoms: { ...atoms, load: weights } },
      response: new Response(),
    };
  };
  return { client: { GET: get } } as unknown as Server;
}
