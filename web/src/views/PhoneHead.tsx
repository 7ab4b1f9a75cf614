import { useState } from "preact/hooks";
import { count } from "../domain/write.ts";
import { areaName } from "./AreaPanel.tsx";
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
  if (view.kind === "area" && area) {
    name = areaName(area, words);
    const list = app.chosen.untouched.value.value;
    if (list) {
      const buildings = list.items.length;
      left =
        buildings === 0
          ? words.phone.allVisited
          : words.phone.unvisited(`${count(buildings)}${list.more ? "+" : ""}`);
    }
  }
  if (view.kind === "building" && building) {
    name = buildingName(building, words);
    left = words.building.status[building.status];
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
        {left && <span class="work">{left}</span>}
      </p>
    </div>
  );
}
