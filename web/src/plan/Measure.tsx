import { Fault } from "../setup/parts.tsx";
import { useBench, usePlanWords } from "./context.ts";
import { kindOf, LOADS } from "./load.ts";

/** What a formula begins as: a household, a tenth more high up without a lift, one more a hazard. */
const USUAL = "households + 0.1 * walk_up + hazards";

/** What is to be in balance: one of the loads, or a formula of them. */
export function Measure() {
  const { studio, searching, loaded } = useBench();
  const words = usePlanWords();
  const { load } = loaded.sent;
  const kind = kindOf(load);
  const weigh = (next: string) => {
    if (!next) return;
    // What was found balances something else; what was wrong is wrong no more.
    if (next !== load) searching.forget();
    if (next !== load || studio.reading.fault.peek()) void studio.weigh(next);
  };
  return (
    <>
      <label class="ask-add">
        {words.measure}
        <select
          value={kind}
          onChange={({ currentTarget: { value } }) => weigh(value === "formula" ? USUAL : value)}
        >
          {[...LOADS, "formula" as const].map((one) => (
            <option key={one} value={one}>
              {words.loads[one]}
            </option>
          ))}
        </select>
      </label>
      {kind === "formula" && (
        <label class="ask-formula">
          <span>{words.formula}</span>
          <input
            type="text"
            maxLength={500}
            spellcheck={false}
            // What could not be read stays to be mended.
            key={load}
            defaultValue={load}
            onChange={({ currentTarget }) => weigh(currentTarget.value.trim())}
            onKeyDown={(event) => {
              // It is written first, and asked for then.
              if (event.key !== "Enter") return;
              event.preventDefault();
              weigh(event.currentTarget.value.trim());
            }}
          />
          <small>{words.formulaHint}</small>
        </label>
      )}
      <Fault fault={studio.reading.fault.value} />
    </>
  );
}
