import { useEffect, useState } from "preact/hooks";
import { type MapArea, type MapInfo, readMap, readMapAreas } from "../api/map.ts";
import { LEVELS, type Level } from "../domain/levels.ts";
import { count } from "../domain/write.ts";
import { useDesk, useReading } from "./desk.ts";
import { LevelField, TextField } from "./fields.tsx";
import { Page, Read } from "./parts.tsx";

/** Rows that a list shows at once; a search leads to the others. */
const SHOWN = 200;

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
  const [level, setLevel] = useState<Level>(present.includes("grid") ? "grid" : finest);
  const [q, setQ] = useState("");
  // "1 邻" says little without the grid and the community that it is in.
  const above = present.slice(0, present.indexOf(level)).filter((one) => one !== "subdistrict");
  const { reading, again } = useReading(
    (signal) =>
      Promise.all([level, ...above].map((one) => readMapAreas(server, one, signal))).then(
        (levels) => placed(levels.flat(), level),
      ),
    [server, level],
  );
  return (
    <>
      <div class="setup-filters">
        <LevelField value={level} set={setLevel} among={present} />
        <TextField label={words.findArea} value={q} set={setQ} />
      </div>
      <Read reading={reading} again={again}>
        {(areas) => {
          const found = areas.filter(({ called, code }) => `${called} ${code}`.includes(q.trim()));
          return (
            <>
              <ul class="things">
                {found.slice(0, SHOWN).map((area) => (
                  <li key={area.code}>
                    <a
                      class="setup-row"
                      href={to(`areas/${encodeURIComponent(area.code)}`)}
                      onClick={() => area.extent && map.fit(area.extent)}
                    >
                      <strong>{area.called}</strong>
                      <span>
                        {area.code} · {words.buildings(count(area.buildings))}
                      </span>
                    </a>
                  </li>
                ))}
              </ul>
              {found.length > SHOWN && <p>{words.moreAreas(count(found.length - SHOWN))}</p>}
            </>
          );
        }}
      </Read>
    </>
  );
}

/** Areas of a level, each called by its name behind the names of those above it. */
function placed(areas: readonly MapArea[], level: Level) {
  const byCode = new Map(areas.map((area) => [area.code, area]));
  const called = (area: MapArea): string => {
    const parent = area.parent === null ? undefined : byCode.get(area.parent);
    return [...(parent ? [called(parent)] : []), area.name ?? area.label].join(" ");
  };
  return areas
    .filter((area) => area.level === level)
    .map((area) => ({ ...area, called: called(area) }));
}
