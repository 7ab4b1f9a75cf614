import type { View } from "../domain/address.ts";
import { useAround } from "./context.ts";

/** One step up from what is shown: out of a door, a building, an area, to the overview. */
export function useUp(): () => void {
  const { app } = useAround();
  return () => {
    const view = app.view.peek();
    const parent = parentOf(view, app.chosen.building.value.peek()?.areas[0], areaAbove());
    if (parent) app.address.open(parent, app.address.stop.peek());
  };

  function areaAbove(): string | undefined {
    return app.chosen.area.value.peek()?.parent ?? undefined;
  }
}

function parentOf(view: View, area: string | undefined, above: string | undefined): View | null {
  switch (view.kind) {
    case "overview":
      return null;
    case "building":
      if (view.door) return { ...view, door: null };
      return area ? { kind: "area", code: area } : { kind: "overview" };
    case "area":
      return above ? { kind: "area", code: above } : { kind: "overview" };
    case "hazard":
      return { kind: "hazards" };
    default:
      return { kind: "overview" };
  }
}
