import { readGaps } from "../../api/start.ts";
import { count } from "../../domain/write.ts";
import { useAround } from "../context.ts";
import { Link } from "../Link.tsx";
import { useEntrySaid, useRead } from "./useStart.ts";

/** What nobody holds, answers for or can keep up with, each leading to its own page. */
export function Gaps() {
  const { app } = useAround();
  const said = useEntrySaid().start;
  const gaps = useRead((signal) => readGaps(app.server, signal));
  if (!gaps) return null;
  const rows = [
    [said.vacant, gaps.vacant, "vacant"],
    [said.overloaded, gaps.overloaded, "span"],
    [said.orphaned, gaps.orphaned, "orphans"],
  ] as const;
  return (
    <section class="block">
      <h2 class="block-title">{said.organise}</h2>
      <ul class="rows">
        {rows.map(([name, many, path]) => (
          <li key={path}>
            <Link class="row" view={{ kind: "people", path }}>
              <span class="row-main">
                <span class="row-name">{name}</span>
              </span>
              <span class={many > 0 ? "row-end work" : "row-end"}>{count(many)}</span>
            </Link>
          </li>
        ))}
      </ul>
      <div class="actions">
        <Link class="button" view={{ kind: "people", path: "" }}>
          {said.people}
        </Link>
        {app.rights.setUp && (
          <Link class="button" view={{ kind: "setup", path: "" }}>
            {said.setUp}
          </Link>
        )}
      </div>
    </section>
  );
}
