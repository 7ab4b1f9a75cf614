import { useAround } from "./context.ts";

/** How far the drawing of the map is, where there is none yet, and what went wrong with it. */
export function TilesNote() {
  const { app, words } = useAround();
  const info = app.world.info.value.value;
  if (!info) {
    return app.world.info.state.value === "failed" ? null : (
      <p class="tiles-note spoken" role="status">
        {words.loading}
      </p>
    );
  }
  const { state, progress, url, message } = info.tiles;
  if (state === "building") {
    // On a phone its place belongs to the tools while something is drawn.
    if (
      url &&
      app.screen.narrow.value &&
      ["setup", "people", "plan", "sheet"].includes(app.view.value.kind)
    )
      return null;
    const said =
      progress === null ? words.map.tilesStarting : words.map.tilesBuilding(`${progress}`);
    return (
      <div class="tiles-note control" role="status">
        <p>{said}</p>
        <progress max={100} value={progress ?? undefined} aria-label={words.map.tilesStarting} />
        {url && <small>{words.map.tilesOlder}</small>}
      </div>
    );
  }
  if (state === "failed") {
    return (
      <div class="tiles-note control" role="alert">
        <p>{message ?? words.map.tilesFailed}</p>
        {url && <small>{words.map.tilesOlder}</small>}
        <button class="button" type="button" onClick={() => void app.world.drawAgain()}>
          {words.again}
        </button>
      </div>
    );
  }
  return null;
}
