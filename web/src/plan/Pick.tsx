import { readMap, readMapAreas } from "../api/map.ts";
import { useDesk, useReading } from "../setup/desk.ts";
import { Page, Read } from "../setup/parts.tsx";
import { usePlanWords } from "./context.ts";

/** Which area's borders are to change. */
export function Pick() {
  const { server, to, words: setup } = useDesk();
  const words = usePlanWords();
  const { reading, again } = useReading(
    async (signal) => {
      const { levels } = await readMap(server, signal);
      const present = new Set(levels.map(({ level }) => level));
      const read = (["subdistrict", "community", "grid"] as const).filter((one) =>
        present.has(one),
      );
      const areas = await Promise.all(read.map((level) => readMapAreas(server, level, signal)));
      return { areas: areas.flat(), patches: present.has("patch") };
    },
    [server],
  );
  return (
    <Page title={words.pickTitle} lead={words.pickLead}>
      <Read reading={reading} again={again}>
        {({ areas, patches }) => (
          <>
            {areas.length === 0 && <p class="setup-note">{words.noAreas}</p>}
            <ul class="things">
              {areas.map(({ code, name, level, label }) => (
                <li key={code} class="plan-pick">
                  <span>
                    <strong>{name ?? label}</strong>
                    <small>
                      {setup.levels[level]} · {code}
                    </small>
                  </span>
                  {level !== "grid" && (
                    <a class="way" href={to(`${code}/grid`)}>
                      {words.pickGrid}
                    </a>
                  )}
                  {(patches || level === "grid") && (
                    <a class="way" href={to(`${code}/patch`)}>
                      {words.pickPatch}
                    </a>
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
      </Read>
    </Page>
  );
}
