import { useState } from "preact/hooks";
import type { Aim } from "../domain/plan/account.ts";
import { NOT_RESHAPED } from "../domain/plan/reshaped.ts";
import { count } from "../domain/write.ts";
import { Fault } from "../setup/parts.tsx";
import { loadSaid, priceOf, useBench, usePlanWords } from "./context.ts";
import { kindOf } from "./load.ts";
import { More } from "./More.tsx";
import type { Showing } from "./studio.ts";

const SHOWINGS: readonly Showing[] = ["today", "both", "plan"];

/** Above the map: what it shows, what is asked for, and how far the search is. */
export function Ask() {
  const { studio, searching } = useBench();
  const words = usePlanWords();
  const search = searching.search.value;
  return (
    <div class="studio-top">
      <fieldset class="setup-segments studio-card studio-showing">
        <legend class="spoken">{words.showingLabel}</legend>
        {SHOWINGS.map((showing) => (
          <label key={showing}>
            <input
              type="radio"
              name="plan-showing"
              checked={studio.showing.value === showing}
              onChange={() => {
                studio.showing.value = showing;
              }}
            />
            <span>
              {(showing === "today" && studio.beside.value?.title) || words.showing[showing]}
            </span>
          </label>
        ))}
      </fieldset>
      <div class="studio-card studio-ask">
        {search ? <Progress /> : <Wishes />}
        <Fault fault={searching.fault.value} />
      </div>
    </div>
  );
}

function Progress() {
  const { studio, searching } = useBench();
  const words = usePlanWords();
  const search = searching.search.value;
  if (!search) return null;
  const { state, ahead, seconds, moved, outside, progress } = search;
  const said =
    state === "waiting" ? words.waiting(ahead) : words.searching(`${Math.floor(seconds)}`);
  return (
    <div class="ask-progress">
      <p role="status">
        <strong>{said}</strong>{" "}
        {moved !== null &&
          outside !== null &&
          words.soFar[studio.level](count(moved), count(outside))}
      </p>
      <progress max={1} value={progress} aria-label={words.asking} />
      <button class="button" type="button" onClick={() => void searching.stop()}>
        {words.stop}
      </button>
    </div>
  );
}

/** A share in percent. */
const percent = (share: number) => `${Math.round(share * 10_000) / 100}`;

/** A bound as it is written in its field: a share of what is counted by parts has no end of digits. */
const written = (bound: number) => (Number.isNaN(bound) ? "" : `${Math.round(bound * 100) / 100}`);

const NOTHING = { low: Number.NaN, high: Number.NaN };

function Wishes() {
  const { studio, searching, loaded } = useBench();
  const words = usePlanWords();
  const { zones } = loaded.sent;
  /** Bounds that are not sound yet: one of them may still be to come. */
  const [typed, setTyped] = useState<{ aim: Aim; low: number; high: number } | null>(null);
  /** Whether the hand is at the bounds: they are judged when it has left both. */
  const [typing, setTyping] = useState(false);
  const outcomes = searching.outcomes.value;
  const aim = studio.aim.value;
  const [first] = studio.account.value?.bounds ?? [];
  const unsound = typed?.aim === aim;
  const wrong = unsound && !typing;
  // Even shares of several communities are not the same.
  const shares = !("size" in aim) && zones.length > 1;
  const settled = "size" in aim ? aim.size : ((shares ? null : first) ?? NOTHING);
  const { low, high } = unsound ? typed : settled;
  const set = (size: { low: number; high: number }) => {
    const sound = size.low >= 0 && size.low <= size.high && size.high > 0;
    setTyped(sound ? null : { aim, ...size });
    if (sound) studio.aim.value = { size };
  };
  return (
    <>
      <form
        class="ask-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!unsound) void searching.propose();
        }}
      >
        <span class="ask-title">{words.aimTitle[kindOf(studio.load)]}</span>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: it only hears of what its fields do. */}
        <span
          class="ask-bounds"
          onFocusIn={() => setTyping(true)}
          onFocusOut={({ currentTarget, relatedTarget }) => {
            if (!currentTarget.contains(relatedTarget as Node | null)) setTyping(false);
          }}
          onKeyDown={({ key }) => {
            if (key === "Enter") setTyping(false);
          }}
        >
          <label>
            <span class="spoken">{words.low}</span>
            <input
              type="number"
              min={0}
              step="any"
              value={written(low)}
              placeholder={shares ? words.evenShare : ""}
              aria-invalid={wrong}
              onChange={({ currentTarget }) => set({ low: currentTarget.valueAsNumber, high })}
            />
          </label>
          <span aria-hidden="true">–</span>
          <label>
            <span class="spoken">{words.high}</span>
            <input
              type="number"
              min={0}
              step="any"
              value={written(high)}
              placeholder={shares ? words.evenShare : ""}
              aria-invalid={wrong}
              onChange={({ currentTarget }) => set({ low, high: currentTarget.valueAsNumber })}
            />
          </label>
        </span>
        {"size" in aim ? (
          <button
            class="quiet"
            type="button"
            onClick={() => {
              studio.aim.value = { tolerance: loaded.sent.tolerance };
            }}
          >
            {words.even(percent(loaded.sent.tolerance))}
          </button>
        ) : (
          <label class="ask-even">
            <span class="spoken">{words.tolerance}</span>
            <span aria-hidden="true">±</span>
            <input
              type="number"
              min={0}
              max={99}
              step="any"
              required
              value={percent(aim.tolerance)}
              onChange={({ currentTarget: { validity, valueAsNumber } }) => {
                if (validity.valid) studio.aim.value = { tolerance: valueAsNumber / 100 };
              }}
            />
            <span aria-hidden="true">%</span>
          </label>
        )}
        <More />
        <button
          class={`button ${outcomes.length > 0 ? "" : "primary"}`}
          type="submit"
          disabled={unsound}
        >
          {words.ask}
        </button>
      </form>
      {wrong && (
        <p class="fault" role="alert">
          {words.boundsWrong}
        </p>
      )}
      <Kept />
      {outcomes.length > 1 && <Slider />}
      {searching.best.value && <p class="ask-best">{words.best}</p>}
      <Unmet />
    </>
  );
}

/** What a hand has done to areas themselves is asked for along with the rest. */
function Kept() {
  const { studio, searching } = useBench();
  const words = usePlanWords();
  void studio.strokes.value;
  const { made, ended } = studio.division?.reshaped ?? NOT_RESHAPED;
  const many = made.length + ended.length;
  if (many === 0 || searching.wish.value.anew) return null;
  return <p class="ask-best">{words.reshapedStays(count(many))}</p>;
}

/** What could not be met, and what was noticed on the way. */
function Unmet() {
  const { studio, searching, keeping } = useBench();
  const words = usePlanWords();
  const kept = studio.changed.value ? null : keeping.told.value;
  // It is of the bounds that were asked for, and of what was found: no stroke after it that stands.
  const last = searching.last.value;
  void studio.strokes.value;
  const stands = last?.aim === studio.aim.value && last.stroke === studio.division?.last;
  const outcome = kept ?? (stands ? last.outcome : null);
  const noticed = (outcome?.findings ?? []).filter(({ severity }) => severity !== "note");
  const unmet = outcome?.infeasible ?? [];
  if (!outcome || unmet.length + noticed.length === 0) return null;
  return (
    <details class="ask-unmet">
      <summary>
        {unmet.length > 0
          ? words.infeasible(count(unmet.length))
          : words.noticed(count(noticed.length))}
      </summary>
      <ul>
        {unmet.map(({ zone, message }) => (
          <li key={zone}>{message}</li>
        ))}
        {noticed.map(({ code, message }) => (
          <li key={`${code} ${message}`}>{message}</li>
        ))}
      </ul>
    </details>
  );
}

/** The outcomes from the lowest price to the most compact: each is one step of the slider. */
function Slider() {
  const { searching } = useBench();
  const words = usePlanWords();
  const outcomes = searching.outcomes.value;
  const taken = searching.taken.value ?? 0;
  const now = outcomes[taken];
  const price = loadSaid(now ? priceOf(now.then) : 0);
  return (
    <div class="ask-slider">
      <span>{words.fewest}</span>
      <span class="ask-stops">
        <input
          type="range"
          min={0}
          max={outcomes.length - 1}
          step={1}
          value={taken}
          aria-label={words.slider}
          aria-valuetext={words.sliderSaid(`${taken + 1}`, `${outcomes.length}`, price)}
          onInput={({ currentTarget }) => searching.take(currentTarget.valueAsNumber)}
        />
        <span class="ask-dots" aria-hidden="true">
          {outcomes.map(({ then }, index) => (
            <i
              key={`${priceOf(then)} ${then.moved} ${then.border_m}`}
              class={index === taken ? "now" : ""}
            />
          ))}
        </span>
        <small>{words.found(`${outcomes.length}`, searching.seconds.value.toFixed(1))}</small>
      </span>
      <span>{words.compact}</span>
    </div>
  );
}
