import { useState } from "preact/hooks";
import type { Share } from "../domain/address.ts";
import { daysChosen, lastDay, PRESETS, presetOf, presetPeriod } from "../domain/period.ts";
import { useAround } from "./context.ts";
import { Icon } from "./icons.tsx";

/** Which level of areas the map shows. */
export function LevelChoice() {
  const { app, words } = useAround();
  const present = app.world.present.value;
  // Pressed once more, the level goes by the zoom again.
  const pinned = app.address.where.value.level;
  if (present.length < 2) return null;
  return (
    <fieldset class="segments">
      <legend class="spoken">{words.levelLabel}</legend>
      {present.map((level) => (
        <button
          key={level}
          type="button"
          aria-pressed={app.level.value === level}
          onClick={() => app.address.ask({ level: pinned === level ? null : level })}
        >
          {words.levels[level]}
        </button>
      ))}
    </fieldset>
  );
}

/** The same where the bar has no room for a button each. */
export function LevelPicker() {
  const { app, words } = useAround();
  const present = app.world.present.value;
  const shown = app.level.value;
  if (present.length < 2) return null;
  return (
    <div class="control picker">
      <select
        class="select"
        aria-label={words.levelLabel}
        value={app.address.where.value.level ?? ""}
        onChange={({ currentTarget: { value } }) =>
          app.address.ask({ level: present.find((level) => level === value) ?? null })
        }
      >
        <option value="">{words.levelByZoom(shown ? words.levels[shown] : "")}</option>
        {present.map((level) => (
          <option key={level} value={level}>
            {words.levels[level]}
          </option>
        ))}
      </select>
      <Icon name="down" size={14} />
    </div>
  );
}

/** Which share is shown: met, or knocked at. */
export function ShareChoice() {
  const { app, words } = useAround();
  const shown = app.address.where.value.share;
  return (
    <fieldset class="segments">
      <legend class="spoken">{words.share.label}</legend>
      {(["met", "attempted"] satisfies Share[]).map((share) => (
        <button
          key={share}
          type="button"
          aria-pressed={shown === share}
          onClick={() => app.address.ask({ share })}
        >
          {words.share[share]}
        </button>
      ))}
    </fieldset>
  );
}

/** Which households are the target: all, or those of a key group. */
export function TargetChoice() {
  const { app, words } = useAround();
  const groups = app.world.info.value.value?.key_groups ?? [];
  const { target } = app.address.where.value;
  return (
    <select
      class="select"
      aria-label={words.target.label}
      value={app.unknownTarget.value === null ? (target ?? "") : ""}
      onChange={({ currentTarget: { value } }) => app.address.ask({ target: value || null })}
    >
      <option value="">{words.target.all}</option>
      {groups.map((group) => (
        <option key={group} value={group}>
          {group}
        </option>
      ))}
    </select>
  );
}

/** Which visits count: a named period, or days of one's own. */
export function PeriodChoice({ done }: { done?: () => void }) {
  const { app, words } = useAround();
  const { from, to } = app.address.where.value;
  const today = app.world.info.value.value?.today ?? new Date().toISOString().slice(0, 10);
  const chosen = presetOf({ from, to }, today);
  const [first, setFirst] = useState(from ?? "");
  const [last, setLast] = useState(lastDay({ from, to }) ?? "");
  return (
    <div class="period">
      <fieldset class="period-presets">
        <legend class="spoken">{words.period.label}</legend>
        {PRESETS.map((preset) => (
          <button
            key={preset}
            type="button"
            class="choice"
            aria-pressed={chosen === preset}
            onClick={() => {
              app.address.ask(presetPeriod(preset, today));
              done?.();
            }}
          >
            {words.period[preset]}
          </button>
        ))}
      </fieldset>
      <form
        class="period-own"
        onSubmit={(event) => {
          event.preventDefault();
          app.address.ask(daysChosen(first || null, last || null));
          done?.();
        }}
      >
        <label class="field">
          {words.period.from}
          <input
            type="date"
            value={first}
            max={today}
            onInput={({ currentTarget }) => setFirst(currentTarget.value)}
          />
        </label>
        <label class="field">
          {words.period.to}
          <input
            type="date"
            value={last}
            onInput={({ currentTarget }) => setLast(currentTarget.value)}
          />
        </label>
        <button class="button" type="submit">
          {words.period.use}
        </button>
      </form>
    </div>
  );
}
