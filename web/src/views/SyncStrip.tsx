import { clock, count } from "../domain/write.ts";
import { useAround } from "./context.ts";
import { Icon } from "./icons.tsx";

/** Milliseconds that the good news stays beside the map. */
const ALL_SENT = 60_000;

/** Whether records are out: always in sight on a phone, elsewhere while there is something to say. */
export function SyncStrip() {
  const { app, words } = useAround();
  const said = words.records;
  const { waiting, refused, allSentAt } = app.records;
  const narrow = app.screen.narrow.value;
  const out = !app.screen.online.value || app.freshness.value === "stale";
  const left = waiting.value.length;
  const heard = app.heardAt.value;
  const zone = app.world.zone.value;
  const last = heard ? said.lastSent(clock(heard, zone)) : null;
  const see = () => app.address.open({ kind: "records" });
  if (refused.value.length > 0) {
    return (
      <button class="strip refused" type="button" onClick={see}>
        <Icon name="warning" size={18} />
        <strong>{said.refused(count(refused.value.length))}</strong>
        <span class="accent">{said.see}</span>
      </button>
    );
  }
  // Beside the map the badge says by itself that the server is out of reach.
  if (left > 0 || (out && narrow)) {
    return (
      <button
        class="strip"
        type="button"
        onClick={() => {
          app.readAgain();
          void app.records.sendNow();
        }}
      >
        {out && narrow && (
          <span class="ink-badge">
            <Icon name="offline" size={16} />
            {said.offline}
          </span>
        )}{" "}
        {left > 0 && <strong>{out ? said.waiting(count(left)) : said.sending(count(left))}</strong>}{" "}
        {last && narrow && <span class="faint">{last}</span>}{" "}
        <span class="spoken">{said.upload}</span>
      </button>
    );
  }
  if (allSentAt.value === null) return null;
  if (!narrow && app.hazards.now.value - allSentAt.value > ALL_SENT) return null;
  return (
    <button class="strip" type="button" onClick={see}>
      <Icon name="check" size={18} />
      <strong>{said.allSent}</strong>
      <span class="faint">{clock(allSentAt.value, zone)}</span>
    </button>
  );
}
