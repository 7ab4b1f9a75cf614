import { useEffect, useState } from "preact/hooks";
import { type MapInfo, readMap, readMapAreas } from "../api/map.ts";
import { LEVELS, type Level } from "../domain/levels.ts";
import { count } from "../domain/write.ts";
import { useDesk, useReading } from "./desk.ts";
import { Page, Read } from "./parts.tsx";

/** Areas by hand: which one is redrawn or split, or the way to a new one. */
export function AreasPage() {
  const { words, server, map, open, to } = useDesk();
  const { reading, again } = useReading((signal) => readMap(server, signal), [server]);
  // A press on the map leads to the area there.
  useEffect(
    () => map.on("pick", ({ area }) => area && open(`areas/${encodeURIComponent(area)}`)),
    [map, open],
  );
  return (
    <Page
      title={words.areasByHand}
      back=""
      lead={words.areasHint}
      actions={
        <a class="button primary" href={to("areas/new")}>
          {words.drawArea}
        </a>
      }
    >
      <Read reading={reading} again={again}>
        {(info) => (info.levels.length > 0 ? <Areas info={info} /> : <p>{words.noAreas}</p>)}
      </Read>
    </Page>
  );
}

function Areas({ info }: { info: MapInfo }) {
  const { words, server, to, map } = useDesk();
  const present = LEVELS.filter((level) => info.levels.some((one) => one.level === level));
  const finest = present[present.length - 1] ?? "grid";
  const [level, setLevel] = useState<Level>(finest);
  const [q, setQ] = useState("");
  const { reading, again } = useReading(
    (signal) => readMapAreas(server, level, signal),
    [server, level],
  );
  return (
    <>
      <div class="setup-filters">
        <label class="setup-field">
          {words.level}
          <select
            value={level}
            onChange={({ currentTarget }) => setLevel(currentTarget.value as Level)}
          >
            {present.map((one) => (
              <option key={one} value={one}>
                {words.levels[one]}
              </option>
            ))}
          </select>
        </label>
        <label class="setup-field">
          {words.findArea}
          <input
            type="search"
            value={q}
            onInput={({ currentTarget }) => setQ(currentTarget.value)}
          />
        </label>
      </div>
      <Read reading={reading} again={again}>
        {(areas) => (
          <ul class="things">
            {areas
              .filter(({ name, code }) => `${name ?? ""} ${code}`.includes(q.trim()))
              .slice(0, 200)
              .map((area) => (
                <li key={area.code}>
                  <a
                    class="setup-row"
                    href={to(`areas/${encodeURIComponent(area.code)}`)}
                    onClick={() => area.extent && map.fit(area.extent)}
                  >
                    <strong>{area.name ?? area.label}</strong>
                    <span>
                      {area.code} · {words.buildings(count(area.buildings))}
                    </span>
                  </a>
                </li>
              ))}
          </ul>
        )}
      </Read>
    </>
  );
}
