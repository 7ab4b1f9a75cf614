import { effect } from "@preact/signals";
import { useAround } from "./context.ts";
import { Icon } from "./icons.tsx";
import { Link } from "./Link.tsx";

/** Zoom and own position; on a phone the layers too. */
export function MapControls() {
  const { app, words, map, aloud } = useAround();
  const { position } = app;
  const locate = () => {
    position.locate();
    const end = effect(() => {
      const state = position.state.value;
      const now = position.now.value;
      if (state === "on" && now) {
        map.peek()?.fit([...now.place, ...now.place], { maxZoom: 17.5 });
        app.origin.value = { place: now.place, from: "me" };
        app.nearestAgain();
      } else if (state === "refused") aloud.value = words.map.locateRefused;
      else if (state === "nowhere") aloud.value = words.map.locateNowhere;
      else return;
      queueMicrotask(() => end());
    });
  };
  const failed = position.state.value === "refused" || position.state.value === "nowhere";
  return (
    <div class="map-controls">
      {failed && (
        <p class="control said">
          {position.state.value === "refused" ? words.map.locateRefused : words.map.locateNowhere}
        </p>
      )}
      {app.screen.narrow.value ? (
        <Link class="control only-icon" view={{ kind: "more" }} label={words.layers.button}>
          <Icon name="layers" />
        </Link>
      ) : (
        <>
          <button
            class="control only-icon"
            type="button"
            aria-label={words.map.zoomIn}
            onClick={() => map.peek()?.zoomBy(1)}
          >
            <Icon name="plus" />
          </button>
          <button
            class="control only-icon"
            type="button"
            aria-label={words.map.zoomOut}
            onClick={() => map.peek()?.zoomBy(-1)}
          >
            <Icon name="minus" />
          </button>
        </>
      )}
      <button
        class="control only-icon"
        type="button"
        aria-label={words.map.locate}
        aria-pressed={position.state.value === "on"}
        onClick={locate}
      >
        <Icon name="locate" />
      </button>
    </div>
  );
}
