import { count } from "../domain/write.ts";
import { useDesk } from "../setup/desk.ts";
import { Arrow } from "../setup/parts.tsx";
import { Aliases } from "./Aliases.tsx";
import { called, useOffice } from "./office.ts";

/** Where one is among the areas: those above, and those just below. */
export function AreaTree({ code }: { code: string | null }) {
  const { said, areas } = useOffice();
  const { to } = useDesk();
  const path = areas.path(code);
  const [top, ...others] = areas.below(null);
  // A single area that holds all the others is the same as everything.
  const root = others.length === 0 ? (top ?? null) : null;
  const here = path[path.length - 1] ?? root;
  const over = here && here !== root ? path.slice(0, -1) : [];
  const above = over.filter((area) => areas.reached(area.code));
  const below = areas.below(here?.code ?? null);
  const link = (one: string) => to(one === root?.code ? "" : `in/${encodeURIComponent(one)}`);
  return (
    <nav class="area-tree" aria-label={said.areas}>
      {above.map((area) => (
        <a key={area.code} class="up" href={link(area.code)}>
          <Arrow /> {called(area)}
        </a>
      ))}
      {!root && here && above.length === over.length && (
        <a class="up" href={to("")}>
          <Arrow /> {said.everywhere}
        </a>
      )}
      <div class="here">
        <strong aria-current="true">{here ? called(here) : said.everywhere}</strong>
        {here && <Aliases key={here.code} code={here.code} />}
      </div>
      {below.length > 0 && (
        <details open={matchMedia("(min-width: 761px)").matches}>
          <summary>
            {said.below(here ? called(here) : said.everywhere)} · {count(below.length)}
          </summary>
          <ul>
            {below.map((area) => (
              <li key={area.code}>
                <a href={link(area.code)}>{called(area)}</a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </nav>
  );
}
