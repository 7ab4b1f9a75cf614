import type { MapArea } from "../../api/map.ts";
import { metresBetween, type Place } from "../../domain/places.ts";
import { areaName } from "../areaName.ts";
import { useAround } from "../context.ts";
import { useSaid } from "./said.ts";

/** So many leaf areas are offered; whoever answers for a house lives near it. */
const NEAREST = 40;

/** Which leaf area is to answer for a house, the nearest first. */
export function HeirField(props: {
  label: string;
  at: Place;
  value: string;
  set: (code: string) => void;
}) {
  const { words } = useAround();
  const said = useSaid();
  const { label, at, value, set } = props;
  const heirs = useHeirs(at);
  return (
    <>
      <label class="wide">
        {label}
        <select required value={value} onChange={({ currentTarget }) => set(currentTarget.value)}>
          <option value="">{said.split.choose}</option>
          {heirs?.map(({ area, above }) => (
            <option key={area.code} value={area.code}>
              {[...above, area].map((one) => areaName(one, words)).join(" ")}
            </option>
          ))}
        </select>
      </label>
      {heirs?.length === 0 && <p class="note wide">{said.split.none}</p>}
    </>
  );
}

interface Heir {
  readonly area: MapArea;
  /** What it lies in, from its community down. */
  readonly above: readonly MapArea[];
}

/** The leaf areas around a place; null until all are here. */
function useHeirs(at: Place): readonly Heir[] | null {
  const { app } = useAround();
  const read = app.world.present.value.map((level) => app.world.areas(level).value.value);
  if (read.some((areas) => !areas)) return null;
  const all = read.flatMap((areas) => areas ?? []);
  const known = new Map(all.map((area) => [area.code, area]));
  const path = ({ parent }: MapArea): MapArea[] => {
    const above = parent === null ? undefined : known.get(parent);
    return above && OUTSIDE[above.level] === undefined ? [...path(above), above] : [];
  };
  return all
    .filter(({ leaf, middle }) => leaf && middle)
    .map((area) => ({ area, above: path(area), far: metresBetween(area.middle ?? at, at) }))
    .sort((one, other) => one.far - other.far)
    .slice(0, NEAREST);
}

/** Levels that say nothing of where in a community something is. */
const OUTSIDE: Partial<Record<MapArea["level"], true>> = { county: true, subdistrict: true };
