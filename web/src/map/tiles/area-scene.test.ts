import { expect, test } from "vitest";
import { toPlace } from "../../domain/mercator.ts";
import { TILE } from "./address.ts";
import { holds } from "./area-scene.ts";

const tile = { z: 16, x: 53_370, y: 27_600 };

/** The extent between two corners, counted in tiles from the tile's own corner. */
function extent([left, top]: [number, number], [right, bottom]: [number, number]) {
  const side = TILE / (256 * 2 ** tile.z);
  const at = (dx: number, dy: number) =>
    toPlace({ x: (tile.x + dx) * side, y: (tile.y + dy) * side });
  const [west, north] = at(left, top);
  const [east, south] = at(right, bottom);
  return [west, south, east, north] as const;
}

test("a scene stands in place of the tiles that lie wholly within it", () => {
  expect(holds(extent([-0.1, -0.1], [1.1, 1.1]), tile)).toBe(true);
  expect(holds(extent([-0.1, -0.1], [1.1, 0.9]), tile)).toBe(false);
  expect(holds(extent([0.1, -0.1], [1.1, 1.1]), tile)).toBe(false);
});
