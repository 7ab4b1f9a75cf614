import { useState } from "preact/hooks";
import type { PlanHead } from "../api/plans.ts";
import { count, day } from "../domain/write.ts";
import { useDesk } from "../setup/desk.ts";
import { Fault } from "../setup/parts.tsx";
import { priceOf, useBench, usePlanWords } from "./context.ts";
import { Glyph } from "./Glyph.tsx";

/** The plans that are kept of this ground, the newest first, and links to those of others; all of them side by side when asked for. */
export function Plans() {
  const { studio, keeping } = useBench();
  const words = usePlanWords();
  const { words: setup, to } = useDesk();
  const said = useSaid();
  const titleOf = useTitle();
  const [compares, setCompares] = useState(false);
  /** What is to be opened once it is settled what becomes of strokes that were not kept. */
  const [waiting, setWaiting] = useState<(() => void) | null>(null);
  const turnTo = (deed: () => void) => {
    if (studio.changed.peek()) setWaiting(() => deed);
    else deed();
  };
  const { value, state, fault } = keeping.list;
  const all = (value.value ?? []).filter(({ state }) => state !== "discarded");
  // What lies below, or is of the other level, is made on another ground.
  const here = ({ area, level }: PlanHead) => area?.code === studio.area && level === studio.level;
  const plans = all.filter(here);
  const elsewhere = all.filter((plan) => plan.area && !here(plan));
  const open = keeping.open.value;
  return (
    <section class="plans">
      <header>
        <h2>{words.plans}</h2>
        {plans.length > 1 && (
          <button
            class="quiet"
            type="button"
            aria-pressed={compares}
            onClick={() => setCompares(!compares)}
          >
            {words.compare}
          </button>
        )}
        {open && (
          <button
            class="quiet"
            type="button"
            onClick={() =>
              turnTo(() => {
                keeping.leave();
                studio.restart();
              })
            }
          >
            + {words.newPlan}
          </button>
        )}
      </header>
      {waiting && studio.changed.value && (
        <div class="conflict" role="alert">
          <p>{words.unsaved}</p>
          <div class="ways">
            <button
              class="button"
              type="button"
              onClick={() => {
                setWaiting(null);
                waiting();
              }}
            >
              {words.dropAndOpen}
            </button>
            <button class="button" type="button" onClick={() => setWaiting(null)}>
              {words.stay}
            </button>
          </div>
        </div>
      )}
      {state.value === "failed" && <Fault fault={fault.value} />}
      {value.value && plans.length === 0 && <p class="setup-note">{words.noPlans}</p>}
      {compares ? (
        <Compared plans={plans} open={(name) => turnTo(() => void keeping.show(name))} />
      ) : (
        <ul>
          {plans.map((plan) => (
            <li key={plan.name}>
              <button
                type="button"
                class="plan-row"
                aria-current={open?.name === plan.name}
                onClick={() => turnTo(() => void keeping.show(plan.name))}
              >
                <span>
                  <strong>{titleOf(plan)}</strong>
                  <small>{said(plan)}</small>
                  {open?.name === plan.name && studio.changed.value && (
                    <small class="work">{words.changed}</small>
                  )}
                </span>
                {open?.name === plan.name && <Glyph name="check" size={18} />}
              </button>
            </li>
          ))}
        </ul>
      )}
      {elsewhere.length > 0 && !compares && (
        <details class="plans-elsewhere">
          <summary>{words.plansElsewhere(count(elsewhere.length))}</summary>
          <ul>
            {elsewhere.map((plan) => (
              <li key={plan.name}>
                <a class="plan-row" href={to(`${plan.area?.code}/${plan.level}/${plan.name}`)}>
                  <span>
                    <strong>
                      {plan.area?.name ?? plan.area?.code} · {titleOf(plan)}
                    </strong>
                    <small>{said(plan)}</small>
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </details>
      )}
      <Locks />
      <p class="spoken" role="status">
        {keeping.busy.value && setup.reading}
      </p>
    </section>
  );
}

/** What a plan is called: as somebody named it, else by its number. */
function useTitle(): (plan: PlanHead) => string {
  const words = usePlanWords();
  return ({ title, name }) => title ?? words.numbered(name.replace(/^.*-/, ""));
}

/** Says how a plan stands, what it costs, and whose it is. */
function useSaid(): (plan: PlanHead) => string {
  const words = usePlanWords();
  const { lang } = useDesk();
  return ({ then, state, changed_at, mine, applies_on }) => {
    const stands = applies_on ? words.fromDay(day(applies_on, lang)) : day(changed_at, lang);
    return [
      `${words.states[state]} ${stands}`,
      `${count(priceOf(then))} ${words.changeLeader}`,
      mine ? words.byMe : words.byOther,
    ].join(" · ");
  };
}

/** Plans side by side, by what they come to. */
function Compared(props: { plans: readonly PlanHead[]; open: (name: string) => void }) {
  const { plans, open } = props;
  const { loaded, studio, keeping } = useBench();
  const titleOf = useTitle();
  const words = usePlanWords();
  const { lang } = useDesk();
  const { level } = loaded.sent;
  const beside = studio.beside.value?.name;
  const rows: readonly (readonly [string, (plan: PlanHead) => string])[] = [
    [words.changeLeader, ({ then }) => count(priceOf(then))],
    [words.outside[level], ({ then }) => count(then.outside)],
    [words.walk, ({ then }) => `${Math.round(then.walk_m)}`],
    [words.compactness, ({ then }) => then.polsby_popper?.toFixed(2) ?? "—"],
    [words.howMany[level], ({ then }) => count(then.grids)],
  ];
  return (
    <div class="compared">
      <table aria-label={words.comparing}>
        <thead>
          <tr>
            <th scope="col">
              <span class="spoken">{words.comparing}</span>
            </th>
            {plans.map((plan) => (
              <th key={plan.name} scope="col">
                <button class="quiet" type="button" onClick={() => open(plan.name)}>
                  {titleOf(plan)}
                </button>
                <small>{day(plan.changed_at, lang)}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{words.besideOnMap}</th>
            {plans.map((plan) => (
              <td key={plan.name}>
                <label class="compared-beside">
                  <input
                    type="checkbox"
                    checked={beside === plan.name}
                    disabled={keeping.busy.value}
                    aria-label={`${words.besideOnMap} ${titleOf(plan)}`}
                    onChange={({ currentTarget: { checked } }) => {
                      if (checked) void keeping.compareWith(plan, titleOf(plan));
                      else studio.compareWith(null);
                    }}
                  />
                </label>
              </td>
            ))}
          </tr>
          {rows.map(([name, of]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {plans.map((plan) => (
                <td key={plan.name}>{of(plan)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What is locked, all of it set free by one press. */
function Locks() {
  const { studio } = useBench();
  const words = usePlanWords();
  void studio.locks.turns.value;
  void studio.strokes.value;
  const locked = studio.locks.names();
  return (
    <footer class="locks">
      <Glyph name="lock" size={18} />
      <span>{locked.length > 0 ? words.lockedCount(count(locked.length)) : words.noLocks}</span>
      {locked.length > 0 && (
        <button class="quiet" type="button" onClick={() => studio.locks.freeAll()}>
          {words.freeAll}
        </button>
      )}
    </footer>
  );
}
