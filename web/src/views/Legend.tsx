import { bandColours } from "../map/draw/bands.ts";
import { readPalette } from "../map/draw/palette.ts";
import { BuildingSign } from "./BuildingSign.tsx";
import { useAround } from "./context.ts";
import { HazardSign } from "./HazardSign.tsx";
import "./legend.css";

const STATUSES = ["untouched", "partly", "done", "none"] as const;

/** What the colours and marks of the map mean. */
export function Legend() {
  const { app, words } = useAround();
  const info = app.world.info.value.value;
  const level = app.level.value;
  if (!info || info.counts.buildings === 0) return null;
  const { bands } = info;
  void app.screen.colours.value;
  const colours = bandColours(readPalette(), bands.length + 1);
  const said = words.map;
  const share = words.share[app.address.where.value.share];
  const names = [
    said.below(`${bands[0]}`),
    ...bands.slice(1).map((high, at) => said.between(`${bands[at]}`, `${high - 1}`)),
    said.from(`${bands.at(-1)}`),
  ];
  return (
    <section class="legend" aria-label={said.legend}>
      {level && app.rights.figures && (
        <div>
          <h2 class="small-title">{said.areas(words.levels[level], share)}</h2>
          <ol class="legend-bands">
            {names.map((name, band) => (
              <li key={name}>
                <i style={{ background: colours[band] }} />
                {name}
              </li>
            ))}
          </ol>
        </div>
      )}
      {app.rights.figures && (
        <div>
          <h2 class="small-title">{said.buildings}</h2>
          <ul class="legend-marks">
            {STATUSES.map((status) => (
              <li key={status}>
                <BuildingSign status={status} />
                {status === "none" && app.seat.home !== null
                  ? said.noneOrElsewhere
                  : words.building.status[status]}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div>
        <h2 class="small-title">{said.hazards}</h2>
        <ul class="legend-marks">
          <li>
            <HazardSign hazard={{ category: "electric", state: "open" }} size={24} />
            {said.open}
          </li>
          <li>
            <HazardSign hazard={{ category: "electric", state: "open" }} overdue size={26} />
            {said.overdue}
          </li>
        </ul>
      </div>
    </section>
  );
}
