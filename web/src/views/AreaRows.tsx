import { useState } from "preact/hooks";
import type { AreaFigure } from "../api/coverage.ts";
import { worstFirst } from "../domain/order.ts";
import { count } from "../domain/write.ts";
import { useAround } from "./context.ts";
import { Link } from "./Link.tsx";
import { ShareOf, useShare } from "./Share.tsx";

const FEW = 8;

/** Areas side by side, those with most left to do first. Areas are compared, never people. */
export function AreaRows({ areas }: { areas: readonly AreaFigure[] }) {
  const { app, words } = useAround();
  const { attempted, rate } = useShare();
  const [all, setAll] = useState(false);
  const [first] = areas;
  if (!first) return null;
  const order = attempted ? words.overview.worstAttempted : words.overview.worst;
  const sorted = worstFirst(areas, rate);
  const known = app.world.known.value;
  const parents = new Set(areas.map(({ code }) => known.get(code)?.parent));
  // Grids are numbered anew in every community: its name is said before theirs, unless they say it.
  const within = (code: string) => {
    const area = known.get(code);
    const parent = known.get(area?.parent ?? "");
    if (parents.size < 2 || !parent?.name || area?.name?.startsWith(parent.name)) return null;
    return <small>{parent.name} </small>;
  };
  return (
    <section class="block">
      <h2 class="block-title">
        {words.areas[first.level]} <small>{order}</small>
      </h2>
      <ul class="rows">
        {(all ? sorted : sorted.slice(0, FEW)).map((area) => (
          <li key={area.code}>
            <Link
              class="row area-row"
              view={{ kind: "area", code: area.code }}
              hover={{ area: area.code }}
              lit={app.hovered.value?.area === area.code}
            >
              <span class="row-name">
                {within(area.code)}
                {area.name ?? words.areaNamed(words.levels[area.level], area.code)}
              </span>
              <ShareOf figure={area} />
            </Link>
          </li>
        ))}
      </ul>
      {sorted.length > FEW && (
        <button class="quiet" type="button" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? words.less : `${words.more} · ${count(sorted.length - FEW)}`}
        </button>
      )}
    </section>
  );
}
