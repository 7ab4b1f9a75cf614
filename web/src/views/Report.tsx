import { useEffect, useMemo, useState } from "preact/hooks";
import { readBuilding } from "../api/buildings.ts";
import {
  CATEGORIES,
  type Category,
  likelySame,
  SEVERITIES,
  type Severity,
} from "../domain/hazards.ts";
import { uuid7 } from "../domain/uuid7.ts";
import { distance } from "../domain/write.ts";
import { onlyOnce } from "../state/reading.ts";
import { buildingName } from "./buildingName.ts";
import { useAround } from "./context.ts";
import { hazardName, timeSaid } from "./HazardRows.tsx";
import { HazardSign } from "./HazardSign.tsx";
import { Link } from "./Link.tsx";

const OFTEN = 4;

/** Reports a hazard: where, what kind, how bad, a word; kept on this device before it says so. */
export function Report() {
  const { app, words, map, aloud } = useAround();
  const said = words.report;
  const once = useMemo(onlyOnce, []);
  const [category, setCategory] = useState<Category | null>(null);
  const [severity, setSeverity] = useState<Severity>("minor");
  const [every, setEvery] = useState(false);
  const [note, setNote] = useState("");
  const [lack, setLack] = useState<string | null>(null);
  const [address, setAddress] = useState<string | null>(null);
  const view = app.view.value;
  const building = view.kind === "report" ? view.building : null;
  const place = view.kind === "report" ? view.place : null;
  useEffect(() => {
    setAddress(null);
    if (!building) return;
    const attempt = new AbortController();
    readBuilding(app.server, building, app.question.peek(), attempt.signal).then(
      (found) => setAddress(buildingName(found, words)),
      () => {},
    );
    return () => attempt.abort();
  }, [building, app, words]);
  if (view.kind !== "report") return null;
  const same = likelySame(app.hazards.open.value.value ?? [], category, place);
  const me = app.position.now.value;

  const send = async () => {
    if (!place && !building) return setLack(said.needPlace);
    if (!category) return setLack(said.needCategory);
    setLack(null);
    const draft = {
      id: uuid7(),
      kind: "hazard" as const,
      category,
      severity,
      place: place ? ([...place] as [number, number]) : null,
      building,
      note: note.trim() || null,
      opened_at: new Date(app.server.now()).toISOString(),
    };
    const title = [words.hazards.categories[category], address].filter(Boolean).join(" · ");
    try {
      await app.records.report(draft, title);
    } catch {
      return setLack(words.record.failed);
    }
    aloud.value = words.record.recorded(title);
    app.address.back();
  };

  return (
    <div class="view report">
      <header class="view-head">
        <h1>{said.title}</h1>
      </header>
      <section class="report-place">
        <p>
          <strong>{address ?? (place ? words.hazards.atPoint : said.pressMap)}</strong>
          {(place || building) && <small>{said.change}</small>}
        </p>
        <div class="actions">
          {me && (
            <button
              class="button"
              type="button"
              onClick={() => app.address.become({ ...view, building: null, place: me.place })}
            >
              {said.here}
            </button>
          )}
          {!place && !building && (
            <button
              class="button"
              type="button"
              onClick={() => {
                const camera = map.value?.camera();
                if (camera) {
                  app.address.become({ ...view, place: [camera.lon, camera.lat] });
                }
              }}
            >
              {said.middle}
            </button>
          )}
        </div>
      </section>
      <fieldset class="choices">
        <legend>{said.what}</legend>
        {(every ? CATEGORIES : (["blocked", "fire", "electric", "gas"] as const)).map((one) => (
          <button
            key={one}
            type="button"
            class="choice"
            aria-pressed={category === one}
            onClick={() => setCategory(one)}
          >
            <HazardSign
              hazard={{ category: one, state: category === one ? "open" : "handled" }}
              size={28}
            />
            {words.hazards.categories[one]}
          </button>
        ))}
        {!every && CATEGORIES.length > OFTEN && (
          <button type="button" class="choice" onClick={() => setEvery(true)}>
            {words.more}
          </button>
        )}
      </fieldset>
      <fieldset class="segments">
        <legend class="spoken">{said.howBad}</legend>
        {SEVERITIES.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={severity === one}
            onClick={() => setSeverity(one)}
          >
            {words.hazards.severities[one]}
          </button>
        ))}
      </fieldset>
      <label class="field">
        {said.words}
        <textarea
          rows={2}
          maxLength={2000}
          placeholder={said.wordsHint}
          value={note}
          onInput={({ currentTarget }) => setNote(currentTarget.value)}
        />
        <small>{said.wordsRule}</small>
      </label>
      {same && (
        <Link class="same" view={{ kind: "hazard", uid: same.hazard.uid }}>
          <HazardSign hazard={same.hazard} />
          <span class="row-main">
            <span class="row-name">{said.same(distance(same.metres, words.lang))}</span>
            <span class="row-sub">
              {words.joined([
                hazardName(same.hazard, words),
                timeSaid(same.hazard, app.hazards.now.value, words),
              ])}
            </span>
          </span>
          <span class="row-end accent">{said.isSame}</span>
        </Link>
      )}
      {lack && (
        <p class="warning" role="alert">
          {lack}
        </p>
      )}
      <div class="actions">
        <button class="button primary tall" type="button" onClick={() => once(send)}>
          {said.send}
        </button>
      </div>
    </div>
  );
}
