import { useState } from "preact/hooks";
import { count } from "../domain/write.ts";
import type { NearList } from "../state/chosen.ts";
import { areaName } from "./areaName.ts";
import { buildingName } from "./buildingName.ts";
import { useAround } from "./context.ts";
import { Icon } from "./icons.tsx";
import { Search } from "./Search.tsx";
import { SyncStrip } from "./SyncStrip.tsx";
import { LiveBadge } from "./TopBar.tsx";
import { useUp } from "./up.ts";

/** The head of a phone's map: where one is, what is left there, the search, the upload state. */
export function PhoneHead() {
  const { app, words } = useAround();
  // Out of reach, the strip says so and since when.
  const live = app.screen.online.value && app.freshness.value !== "stale";
  const [searching, search] = useState(false);
  const close = () => search(false);
  return (
    <header class="phone-head">
      <div class="phone-bar">
        {searching ? (
          <div class="phone-search">
            <Search done={close} />
          </div>
        ) : (
          <Title />
        )}
        <button
          class="control only-icon"
          type="button"
          data-open-search
          aria-label={searching ? words.cancel : words.search.label}
          onClick={() => search(!searching)}
        >
          <Icon name={searching ? "close" : "search"} />
        </button>
      </div>
      <div class="phone-strip">
        <SyncStrip />
        {live && <LiveBadge />}
      </div>
    </header>
  );
}

function Title() {
  const { app, words } = useAround();
  const up = useUp();
  const view = app.view.value;
  const area = app.chosen.area.value.value;
  const building = app.buildingNow.value;
  let name = app.world.info.value.value?.name ?? words.product;
  let left: string | null = null;
  let work = false;
  if (app.areaShown.value !== null && area) {
    name = areaName(area, words);
    const untouched = app.chosen.untouched.value.value;
    const partly = app.chosen.partly.value.value;
    if (untouched && untouched.items.length > 0) left = words.phone.unvisited(amount(untouched));
    else if (untouched && partly) {
      left = partly.items.length > 0 ? words.phone.partly(amount(partly)) : words.phone.allVisited;
    }
    if (app.chosen.coverage.value.value?.figure?.target === 0) left = null;
    work = [untouched, partly].some((list) => list && list.items.length > 0);
  }
  if (view.kind === "building" && building) {
    name = buildingName(building, words);
    left = building.target === null ? null : words.building.status[building.status];
    work = building.status === "untouched" || building.status === "partly";
  }
  return (
    <div class="phone-title control">
      {view.kind !== "overview" && (
        <button class="icon-button" type="button" aria-label={words.back} onClick={up}>
          <Icon name="back" />
        </button>
      )}
      <p>
        <strong>{name}</strong>
        {left && <span class={work ? "work" : "faint"}>{left}</span>}
      </p>
    </div>
  );
}

function amount({ items, more }: NearList): string {
  return `${count(items.length)}${more ? "+" : ""}`;
}
