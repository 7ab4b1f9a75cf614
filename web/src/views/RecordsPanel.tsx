import { moment } from "../domain/write.ts";
import type { Entry } from "../sync/outbox.ts";
import { useAround } from "./context.ts";
import { Empty } from "./Said.tsx";

/** What was written down on this device: what waits, what was not accepted and why, what is out. */
export function RecordsPanel() {
  const { app, words } = useAround();
  const said = words.records;
  const { waiting, refused, entries } = app.records;
  const sent = entries.value.filter(({ state }) => state === "sent").reverse();
  const nothing = entries.value.length === 0;
  const save = () => {
    const kept = [...refused.peek(), ...waiting.peek()];
    const file = new Blob([JSON.stringify(kept, null, 2)], { type: "application/json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = "gridmap-records.json";
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <div class="view">
      <header class="view-head">
        <h1>{said.title}</h1>
      </header>
      {app.records.closed.value && (
        <p class="warning" role="alert">
          {said.closed}
        </p>
      )}
      {nothing && <Empty icon="check" title={said.none} />}
      <Entries title={said.refusedTitle} entries={refused.value} refused />
      <Entries title={said.waitingTitle} entries={waiting.value} />
      {(refused.value.length > 0 || waiting.value.length > 0) && (
        <div class="actions">
          <button class="button primary" type="button" onClick={() => void app.records.sendNow()}>
            {said.upload}
          </button>
          <button class="button" type="button" onClick={save}>
            {said.export}
          </button>
        </div>
      )}
      <Entries title={said.sentTitle} entries={sent.slice(0, 20)} />
    </div>
  );
}

function Entries(props: { title: string; entries: readonly Entry[]; refused?: boolean }) {
  const { app, words } = useAround();
  const { title, entries, refused = false } = props;
  if (entries.length === 0) return null;
  return (
    <section class="block">
      <h2 class="block-title">{title}</h2>
      <ul class="rows">
        {entries.map(({ id, title: what, reason, writtenAt, kind }) => (
          <li key={id} class={refused ? "noted refused" : "noted"}>
            <span class="row-main">
              <span class="row-name">{what || words.records[kind]}</span>
              <span class="row-sub">
                {words.joined([
                  words.records[kind],
                  moment(writtenAt, words.lang, app.world.zone.value),
                ])}
              </span>
              {reason && <span class="over">{reason}</span>}
            </span>
            {refused && (
              <span class="noted-acts">
                <button class="quiet" type="button" onClick={() => void app.records.retry(id)}>
                  {words.records.retry}
                </button>
                <button class="quiet" type="button" onClick={() => void app.records.discard(id)}>
                  {words.records.discard}
                </button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
