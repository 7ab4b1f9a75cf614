import { useState } from "preact/hooks";
import type { PlanHead } from "../api/plans.ts";
import { count, day } from "../domain/write.ts";
import { useDesk } from "../setup/desk.ts";
import { Fault } from "../setup/parts.tsx";
import { Compared } from "./Compared.tsx";
import { priceOf, useBench, usePlanTitle, usePlanWords } from "./context.ts";
import { Glyph } from "./Glyph.tsx";
import { useZoom } from "./useZoom.ts";
import { NO_WISH } from "./wish.ts";

/** The plans that are kept of this ground, the newest first, and links to those of others; all of them side by side when asked for. */
export function Plans() {
  const { studio, searching, keeping } = useBench();
  const words = usePlanWords();
  const { words: setup, to } = useDesk();
  const said = useSaid();
  const titleOf = usePlanTitle();
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
                searching.forget();
                searching.wish.value = NO_WISH;
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
        <div class="plans-compared">
          <Compared plans={plans} open={(name) => turnTo(() => void keeping.show(name))} />
        </div>
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

/** What is locked: looked at, or all of it set free, by one press. */
function Locks() {
  const { studio } = useBench();
  const words = usePlanWords();
  const zoom = useZoom();
  void studio.locks.turns.value;
  void studio.strokes.value;
  const locked = studio.locks.names();
  return (
    <footer class="locks">
      <Glyph name="lock" size={18} />
      <span>{locked.length > 0 ? words.lockedCount(count(locked.length)) : words.noLocks}</span>
      {locked.length > 0 && (
        <>
          <button class="quiet" type="button" onClick={() => zoom.parts(studio.locks.parts())}>
            {words.zoomTo}
          </button>
          <button class="quiet" type="button" onClick={() => studio.locks.freeAll()}>
            {words.freeAll}
          </button>
        </>
      )}
    </footer>
  );
}
