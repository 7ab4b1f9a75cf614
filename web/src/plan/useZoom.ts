import { extentOf } from "../domain/places.ts";
import { at } from "../domain/plan/town.ts";
import { useDesk } from "../setup/desk.ts";
import { useBench } from "./context.ts";

/** Turns the map to parts of the plan. */
export function useZoom() {
  const { studio, loaded } = useBench();
  const { map } = useDesk();
  const parts = (those: readonly number[]): void => {
    const { town, frame } = loaded.ground;
    const extent = extentOf(
      those.map((part) => frame.place({ x: at(town.x, part), y: at(town.y, part) })),
    );
    if (extent) map.fit(extent, { maxZoom: 18 });
  };
  return {
    parts,
    area: (area: number): void => parts(studio.division?.partsOf(area) ?? []),
    all: (): void => parts([...loaded.ground.town.today.keys()]),
  };
}
