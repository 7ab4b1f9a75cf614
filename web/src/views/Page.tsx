import { useAround } from "./context.ts";
import { Later } from "./Later.tsx";
import { Legend } from "./Legend.tsx";
import { MapControls } from "./MapControls.tsx";
import { MapHost } from "./MapHost.tsx";
import { Panel } from "./Panel.tsx";
import { PhoneHead } from "./PhoneHead.tsx";
import { TabBar } from "./TabBar.tsx";
import { TilesNote } from "./TilesNote.tsx";
import { TopBar } from "./TopBar.tsx";
import { UndoBar } from "./UndoBar.tsx";
import { useKeys } from "./useKeys.ts";
import "./page.css";
import "./controls.css";
import "./phone.css";

/** The page: the map, and what floats on it. */
export function Page() {
  const { app, words, aloud, keys } = useAround();
  useKeys();
  const narrow = app.screen.narrow.value;
  const view = app.view.value;
  const { kind } = view;
  // Their own pages take the room, and what the map shows is theirs to say.
  const paged = ["setup", "people", "plan", "sheet"].includes(kind);
  const classes = [
    "app",
    narrow && "narrow",
    app.records.undoable.value && "undoing",
    view.kind === "plan" && view.path !== "" && "planning",
  ];
  return (
    <main class={classes.filter(Boolean).join(" ")} aria-label={words.product}>
      {narrow && <PhoneHead />}
      <Panel />
      {!narrow && !paged && <TopBar />}
      <MapHost />
      <div class="map-corner">
        <MapControls />
        {!narrow && !paged && (
          <div class="legend-card">
            <Legend />
          </div>
        )}
      </div>
      <TilesNote />
      <UndoBar />
      {narrow && <TabBar />}
      {keys.value && <Later view="Keys" />}
      <p class="spoken" role="status" aria-live="polite">
        {aloud.value}
      </p>
    </main>
  );
}
