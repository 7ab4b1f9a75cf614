import { useState } from "preact/hooks";
import { approvePlan, discardPlan, submitPlan, withdrawPlan } from "../api/plans.ts";
import { dayAfter } from "../domain/period.ts";
import { count, day } from "../domain/write.ts";
import { useDesk } from "../setup/desk.ts";
import { Fault } from "../setup/parts.tsx";
import { useBench, usePlanTitle, usePlanWords } from "./context.ts";

const LONGEST = 80;
/** Leaves room for saying whose copy it is. */
const LONGEST_COPIED = LONGEST - 20;

/** At the foot: mend the rest, keep, submit, and what somebody else decides. */
export function Deciding() {
  const { studio, searching, keeping } = useBench();
  const words = usePlanWords();
  const open = keeping.open.value;
  const changed = studio.changed.value;
  const drafting = !open || changed || open.may.change;
  return (
    <footer class="deciding">
      <Conflict />
      {keeping.carried.value && (
        <p class="conflict" role="status">
          {words.groundChanged}
        </p>
      )}
      {keeping.discarded.value && (
        <p class="conflict" role="status">
          {words.wasDiscarded}
        </p>
      )}
      <Fault fault={keeping.fault.value} />
      {keeping.busy.value && (
        <p class="deciding-note deciding-busy" role="status">
          {words.working}
        </p>
      )}
      {drafting ? <Drafting /> : open && <Decision />}
      {open && !changed && open.state === "draft" && !searching.search.value && <Submitting />}
    </footer>
  );
}

/** Two planners at once: neither is overwritten, and it is said what may be done. */
function Conflict() {
  const { studio, keeping } = useBench();
  const titleOf = usePlanTitle();
  const words = usePlanWords();
  const open = keeping.open.value;
  if (!keeping.conflict.value || !open) return null;
  const title = open.title && words.copyOf(open.title.slice(0, LONGEST_COPIED));
  const beside = studio.beside.value?.name === open.name;
  const look = () => (beside ? studio.compareWith(null) : keeping.compareWith(open, titleOf(open)));
  return (
    <div class="conflict" role="alert">
      <p>{words.conflict}</p>
      <div class="ways">
        <button class="button" type="button" onClick={() => void keeping.keep(title, true)}>
          {words.keepMine}
        </button>
        <button class="button" type="button" aria-pressed={beside} onClick={() => void look()}>
          {words.seeTheirs}
        </button>
        <button class="button" type="button" onClick={() => void keeping.show(open.name)}>
          {words.takeTheirs}
        </button>
      </div>
    </div>
  );
}

function Drafting() {
  const { studio, searching, keeping } = useBench();
  const words = usePlanWords();
  const [title, setTitle] = useState<string | null>(null);
  const open = keeping.open.value;
  const unassigned = studio.account.value?.unassigned.length ?? 0;
  const changed = studio.changed.value;
  if (open && !changed) return null;
  return (
    <>
      {unassigned > 0 && (
        <p class="deciding-note">{words.assignFirst(words.parts(count(unassigned)))}</p>
      )}
      {changed && (
        <label class="deciding-name">
          <span class="spoken">{words.name}</span>
          <input
            type="text"
            maxLength={LONGEST}
            placeholder={words.name}
            value={title ?? open?.title ?? ""}
            onInput={({ currentTarget }) => setTitle(currentTarget.value)}
          />
        </label>
      )}
      <div class="deciding-acts">
        <button
          class="button"
          type="button"
          title={words.mendHint}
          disabled={!changed || searching.search.value !== null}
          onClick={() => void searching.mend()}
        >
          {words.mend}
        </button>
        <button
          class="button primary"
          type="button"
          disabled={!changed || unassigned > 0 || keeping.busy.value}
          onClick={() => void keeping.keep((title ?? open?.title) || null)}
        >
          {keeping.busy.value ? words.saving : words.save}
        </button>
      </div>
      {open && (
        <button
          class="quiet deciding-apart"
          type="button"
          disabled={unassigned > 0 || keeping.busy.value}
          onClick={() => void keeping.keep((title ?? open.title) || null, true)}
        >
          {words.saveApart}
        </button>
      )}
    </>
  );
}

function Submitting() {
  const { keeping } = useBench();
  const { server } = useDesk();
  const words = usePlanWords();
  const open = keeping.open.value;
  if (!open) return null;
  return (
    <>
      <div class="deciding-acts">
        {open.may.discard && <Discard />}
        {open.may.submit && (
          <button
            class="button primary"
            type="button"
            disabled={keeping.busy.value}
            onClick={() => void keeping.decide((plan) => submitPlan(server, plan))}
          >
            {words.submit}
          </button>
        )}
      </div>
      <Apart />
      <p class="deciding-note">{words.submitHint}</p>
    </>
  );
}

/** What whoever submits or approves a plan should know of it: how many buildings it leaves apart. */
function Apart() {
  const { studio } = useBench();
  const words = usePlanWords();
  const apart = studio.account.value?.apart ?? 0;
  return apart > 0 ? (
    <p class="deciding-note deciding-strays">{words.pieces(count(apart))}</p>
  ) : null;
}

/** Asks once more: an approval that is gone takes another person to give again. */
function Discard() {
  const { keeping } = useBench();
  const { server } = useDesk();
  const words = usePlanWords();
  const [asked, setAsked] = useState(false);
  const discard = async () => {
    await keeping.decide((plan) => discardPlan(server, plan));
    setAsked(false);
  };
  if (!asked) {
    return (
      <button
        class="button"
        type="button"
        disabled={keeping.busy.value}
        onClick={() => setAsked(true)}
      >
        {words.discardPlan}
      </button>
    );
  }
  return (
    <div
      class="conflict"
      role="alert"
      ref={(question) => question?.scrollIntoView({ block: "nearest" })}
    >
      <p>{words.discardMeans}</p>
      <div class="ways">
        <button class="button" type="button" onClick={() => setAsked(false)}>
          {words.keepPlan}
        </button>
        <button
          class="button"
          type="button"
          disabled={keeping.busy.value}
          onClick={() => void discard()}
        >
          {words.discard}
        </button>
      </div>
    </div>
  );
}

/** A plan that is submitted or approved: what may be done with it now, and by whom. */
function Decision() {
  const { keeping, loaded } = useBench();
  const { server, lang } = useDesk();
  const words = usePlanWords();
  const open = keeping.open.value;
  // Until its day a plan can be taken back: today would leave no time to.
  const [on, setOn] = useState(dayAfter(loaded.sent.today));
  if (!open || open.state === "draft") return null;
  const { may, state, applies_on } = open;
  const from = applies_on ? day(applies_on, lang) : "";
  return (
    <>
      {state === "submitted" && <Apart />}
      <p class="deciding-note">
        {state === "approved" && words.approvedHint(from)}
        {state === "in_effect" && words.inEffectHint(from)}
        {state === "submitted" && !may.approve && words.ownHint}
        {state === "submitted" && may.approve && words.waitHint}
      </p>
      {may.approve && (
        <label class="deciding-day">
          {words.approveOn}
          <input
            type="date"
            min={loaded.sent.today}
            value={on}
            onInput={({ currentTarget }) => setOn(currentTarget.value)}
          />
        </label>
      )}
      <div class="deciding-acts">
        {may.withdraw && (
          <button
            class="button"
            type="button"
            disabled={keeping.busy.value}
            onClick={() => void keeping.decide((plan) => withdrawPlan(server, plan))}
          >
            {words.withdraw}
          </button>
        )}
        {may.discard && <Discard />}
        {may.approve && (
          <button
            class="button primary"
            type="button"
            disabled={!on || keeping.busy.value}
            onClick={() => void keeping.decide((plan) => approvePlan(server, plan, on))}
          >
            {words.approve(on ? day(on, lang) : "")}
          </button>
        )}
      </div>
    </>
  );
}
