import { extentOf } from "../domain/places.ts";
import { at, buildingsOf } from "../domain/plan/town.ts";
import { useDesk } from "../setup/desk.ts";
import { useBench } from "./context.ts";

/** How close the map comes to what is asked for: a house fills a good part of it. */
const CLOSEST = 19;

/** Turns the map to parts of the plan. */
export function useZoom() {
  const { studio, loaded } = useBench();
  const { map } = useDesk();
  const parts = (those: readonly number[]): void => {
    const { town, frame, shapes } = loaded.ground;
    const places = [...buildingsOf(town, those)].flatMap((building) =>
      [0, 2].map((side) => {
        const corner = 4 * building + side;
        return frame.place({ x: at(shapes.box, corner), y: at(shapes.box, corner + 1) });
      }),
    );
    const extent = extentOf(places);
    if (extent) map.fit(extent, { maxZoom: CLOSEST });
  };
  return {
    parts,
    area: (area: number): void => parts(studio.division?.partsOf(area) ?? []),
    all: (): void => parts([...loaded.ground.town.today.keys()]),
  };
}
