import type { Half, ReturnedSheet } from "../api/returned.ts";
import { useDesk } from "../setup/desk.ts";
import type { PaperWords } from "../words/en/paper.ts";
import { people as english } from "../words/en/people.ts";
import { people as chinese } from "../words/zh-CN/people.ts";

/** When somebody walked with a sheet, and who. */
export interface Walked {
  readonly day: string;
  readonly half: Half;
  /** uid; empty for somebody who is not listed. */
  readonly walker: string;
}

const HALVES: readonly Half[] = ["morning", "afternoon"];

/** Day, half-day and walker, as they are written at the head of the sheet. */
export function Walk(props: {
  walk: Walked;
  set: (walk: Walked) => void;
  today: string;
  walkers: ReturnedSheet["walkers"];
  said: PaperWords;
}) {
  const { walk, set, today, walkers, said } = props;
  const { lang } = useDesk();
  const { offices } = lang === "zh-CN" ? chinese : english;
  return (
    <div class="paper-walk">
      <label class="setup-field">
        {said.walker}
        <select
          value={walk.walker}
          onChange={({ currentTarget }) => set({ ...walk, walker: currentTarget.value })}
        >
          {walkers.map(({ uid, name, office, area }) => (
            <option key={uid} value={uid}>
              {[name ?? said.nameless, offices[office], area].join(" · ")}
            </option>
          ))}
          <option value="">{said.somebody}</option>
        </select>
      </label>
      <label class="setup-field">
        {said.day}
        <input
          type="date"
          max={today}
          value={walk.day}
          onChange={({ currentTarget }) => set({ ...walk, day: currentTarget.value || today })}
        />
      </label>
      <fieldset class="setup-segments">
        <legend class="spoken">{said.half}</legend>
        {HALVES.map((half) => (
          <label key={half}>
            <input
              type="radio"
              name="half"
              checked={walk.half === half}
              onChange={() => set({ ...walk, half })}
            />
            <span>{said.halves[half]}</span>
          </label>
        ))}
      </fieldset>
    </div>
  );
}
