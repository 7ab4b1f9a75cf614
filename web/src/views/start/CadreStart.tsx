import { countRequests, readMyLeaders } from "../../api/start.ts";
import type { Level } from "../../domain/levels.ts";
import { count } from "../../domain/write.ts";
import { AreaPanel } from "../AreaPanel.tsx";
import { areaName } from "../areaName.ts";
import { useAround } from "../context.ts";
import { Icon } from "../icons.tsx";
import { Link } from "../Link.tsx";
import { useEntrySaid, useRead } from "./useStart.ts";

/** Levels that a patch is told by within a community. */
const BETWEEN: readonly Level[] = ["grid", "group"];

/**
 * A cadre's community, and the leaders they stay in touch with. Names stand beside no figures: how far
 * a patch is, the patch itself tells.
 */
export function CadreStart() {
  return (
    <AreaPanel>
      <MyLeaders />
    </AreaPanel>
  );
}

function MyLeaders() {
  const { app, words } = useAround();
  const said = useEntrySaid().start;
  const home = app.seat.home ?? "";
  const uid = app.me?.uid ?? "";
  const leaders = useRead((signal) => readMyLeaders(app.server, home, uid, signal), home, uid);
  const asking = useRead((signal) => countRequests(app.server, signal));
  if (!leaders) return null;
  // Many a grid has a first patch: each is told with what it lies in.
  const patches = app.world.areas("patch").value.value;
  const placed = (code: string, name: string | null) => {
    const patch = patches?.find((one) => one.code === code);
    const above = patch
      ? app.world.above(patch).filter(({ level }) => BETWEEN.includes(level))
      : [];
    return [...above.map((area) => areaName(area, words)), name ?? code].join(" ");
  };
  return (
    <div class="view">
      {asking !== null && asking > 0 && (
        <Link class="button" view={{ kind: "people", path: "requests" }}>
          {said.requests(count(asking))}
        </Link>
      )}
      <section class="block">
        <h2 class="block-title">
          {said.linked(count(leaders.length))} <small>{said.linkedHint}</small>
        </h2>
        {leaders.length === 0 && <p class="note">{said.noLinks}</p>}
        <ul class="rows">
          {leaders.map(({ uid: leader, area, area_name, name }) => (
            <li key={`${leader} ${area}`} class="leader-row">
              <Link
                class="row area-row"
                view={{ kind: "area", code: area }}
                hover={{ area }}
                lit={app.hovered.value?.area === area}
              >
                <span class="row-name">
                  {placed(area, area_name)} {name && <small>{name}</small>}
                </span>
              </Link>
              <Link class="icon-button" view={{ kind: "people", path: `person/${leader}` }}>
                <Icon name="phone" />
                <span class="spoken">{said.reach(name ?? placed(area, area_name))}</span>
              </Link>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
