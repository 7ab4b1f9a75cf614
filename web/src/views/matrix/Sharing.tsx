import { useEffect, useState } from "preact/hooks";
import { splitTower, type TowerCut, type TowerSplit, undoSplit } from "../../api/matrix.ts";
import type { Unit } from "../../domain/doors.ts";
import type { Place } from "../../domain/places.ts";
import { count } from "../../domain/write.ts";
import { useAround } from "../context.ts";
import { HeirField } from "./HeirField.tsx";
import { useSaid } from "./said.ts";

/** What a change of who answers for a house came to, or why it did not. */
type Answer = TowerSplit | string | null;

function useDeed(): [Answer, (act: Promise<TowerSplit>) => Promise<void>, () => void] {
  const { app, words, aloud } = useAround();
  const [answer, setAnswer] = useState<Answer>(null);
  const does = async (act: Promise<TowerSplit>) => {
    try {
      const split = await act;
      setAnswer(split);
      aloud.value = split.message;
      if (!split.dry_run) app.readAgain();
    } catch (refused) {
      setAnswer(refused instanceof Error ? refused.message : words.fault.trouble);
    }
  };
  return [answer, does, () => setAnswer(null)];
}

/** Puts what nobody answers for into an area: the house, or the floors that are left. */
export function Adopting(props: {
  uid: string;
  at: Place;
  left: Pick<TowerCut, "unit" | "floor_lo" | "floor_hi">;
}) {
  const { app } = useAround();
  const said = useSaid();
  const { uid, at, left } = props;
  const [area, setArea] = useState("");
  const [answer, does] = useDeed();
  return (
    <form
      class="sharing-form block"
      aria-label={said.adopt.title}
      onSubmit={(event) => {
        event.preventDefault();
        void does(splitTower(app.server, uid, { ...left, area }, false));
      }}
    >
      <h2 class="block-title wide work">{said.adopt.title}</h2>
      <HeirField label={said.adopt.to} at={at} value={area} set={setArea} />
      <Answered answer={answer} />
      <div class="actions wide">
        <button class="button primary" type="submit" disabled={!area}>
          {said.adopt.apply}
        </button>
      </div>
    </form>
  );
}

/** Hands a unit or some floors of a tower to another leader: looked at first, then done, then undone. */
export function Sharing({ uid, at, units }: { uid: string; at: Place; units: readonly Unit[] }) {
  const { app, words } = useAround();
  const said = useSaid();
  const [open, setOpen] = useState(false);
  const [unit, setUnit] = useState("");
  const [low, setLow] = useState("");
  const [high, setHigh] = useState("");
  const [area, setArea] = useState("");
  const [answer, does, forget] = useDeed();

  // What was looked at is no longer what would be done.
  useEffect(forget, [unit, low, high, area]);

  const cut: TowerCut = {
    unit: unit || null,
    floor_lo: floorOf(low),
    floor_hi: floorOf(high),
    area,
  };
  const looked = answer !== null && typeof answer !== "string" && answer.dry_run ? answer : null;
  const names = units.flatMap((one) => (one.unit === null ? [] : [one.unit]));
  return (
    <details class="sharing block" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary class="block-title">{said.split.title}</summary>
      {open && (
        <form
          class="sharing-form"
          onSubmit={(event) => {
            event.preventDefault();
            void does(splitTower(app.server, uid, cut, looked === null));
          }}
        >
          {names.length > 0 && (
            <label>
              {said.split.unit}
              <select value={unit} onChange={({ currentTarget }) => setUnit(currentTarget.value)}>
                <option value="">{said.split.every}</option>
                {names.map((name) => (
                  <option key={name} value={name}>
                    {words.building.unit(name)}
                  </option>
                ))}
              </select>
            </label>
          )}
          <FloorField label={said.split.low} value={low} change={setLow} />
          <FloorField label={said.split.high} value={high} change={setHigh} />
          <HeirField label={said.split.to} at={at} value={area} set={setArea} />
          <Answered answer={answer} />
          <div class="actions wide">
            <button class={looked ? "button primary" : "button"} type="submit">
              {looked ? said.split.apply(count(looked.moved)) : said.split.look}
            </button>
            <button
              class="button"
              type="button"
              onClick={() => void does(undoSplit(app.server, uid))}
            >
              {said.split.undo}
            </button>
          </div>
        </form>
      )}
    </details>
  );
}

function Answered({ answer }: { answer: Answer }) {
  return (
    <p class="wide sharing-said" role="status">
      {typeof answer === "string" ? <span class="over">{answer}</span> : answer?.message}
    </p>
  );
}

function FloorField(props: { label: string; value: string; change: (value: string) => void }) {
  return (
    <label>
      {props.label}
      <input
        type="number"
        inputMode="numeric"
        min={-20}
        max={300}
        value={props.value}
        onInput={({ currentTarget }) => props.change(currentTarget.value)}
      />
    </label>
  );
}

/** An empty field sets no bound. */
function floorOf(text: string): number | null {
  return text.trim() === "" ? null : Number(text);
}
