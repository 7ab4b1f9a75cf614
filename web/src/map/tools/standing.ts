import { toPlace, toPoint } from "../../domain/mercator.ts";
import type { Place } from "../contract.ts";
import type { Ground, Pixel } from "./ground.ts";

const UNIT = 1e-7;
const CORNER = toPoint([113, 28]);

/** For tests: a map that stands still: pixels are so many units of the flat world from its corner. */
export function standing(): Ground & { held: number } {
  const container = document.createElement("div");
  Object.defineProperty(container, "clientWidth", { value: 400 });
  Object.defineProperty(container, "clientHeight", { value: 300 });
  document.body.append(container);
  const place = ({ x, y }: Pixel): Place =>
    toPlace({ x: CORNER.x + x * UNIT, y: CORNER.y + y * UNIT });
  const ground = {
    container,
    held: 0,
    place,
    pixel: (at: Place): Pixel => {
      const { x, y } = toPoint(at);
      return { x: (x - CORNER.x) / UNIT, y: (y - CORNER.y) / UNIT };
    },
    seen: () => [113, 28, 113.1, 28.1] as const,
    insets: () => ({ top: 0, right: 0, bottom: 0, left: 0 }),
    watch: () => () => {},
    keepClear: () => () => {},
    pane: () => container,
    origin: () => ({ x: 0, y: 0 }),
    hold: () => {
      ground.held += 1;
      return () => {
        ground.held -= 1;
      };
    },
  };
  return ground;
}
