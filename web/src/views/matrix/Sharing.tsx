import { useEffect, useState } from "preact/hooks";
import {
  type Heir,
  readHeirs,
  splitTower,
  type TowerCut,
  type TowerSplit,
  undoSplit,
} from "../../api/matrix.ts";
import type { Unit } from "../../domain/doors.ts";
import { count } from "../../domain/write.ts";
import { areaName } from "../areaName.ts";
import { useAround } from "../context.ts";
import { useSaid } from "./said.ts";

/** Hands a unit or some floors of a tower to another leader: looked at first, then done, then undone. */
export function Sharing({ uid, units }: { uid: string; units: readonly Unit[] }) {
  const { app, words } = useAround();
  const said = useSaid();
  const [open, setOpen] = useState(false);
  const [heirs, setHeirs] = useState<readonly Heir[] | null>(null);
  const [unit, setUnit] = useState("");
  const [low, setLow] = useState("");
  const [high, setHigh] = useState("");
  const [area, setArea] = useState("");
  const [answer, setAnswer] = useState<TowerSplit | string | null>(null);
  const here = units.flatMap(({ floors }) => floors.map((row) => row.area))[0];
  const above = here ? app.world.name(here)?.parent : null;

  useEffect(() => {
    if (!open || !above) return;
    readHeirs(app.server, above).then(setHeirs, () => setHeirs([]));
  }, [app, open, above]);
  // What was looked at is no longer what would be done.
  useEffect(() => setAnswer(null), [unit, low, high, area]);

  const cut: TowerCut = {
    unit: unit || null,
    floor_lo: floorOf(low),
    floor_hi: floorOf(high),
    area,
  };
  const does = async (act: Promise<TowerSplit>) => {
    try {
      const split = await act;
      setAnswer(split);
      if (!split.dry_run) app.readAgain();
    } catch (refused) {
      setAnswer(refused instanceof Error ? refused.message : words.fault.trouble);
    }
  };
  const looked = answer !== null && typeof answer !== "string" && answer.dry_run ? answer : null;
  const names = units.flatMap((one) => (one.unit === null ? [] : [one.unit]));
  return (
    <details class="sharing block" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary class="block-title">{said.split.title}</summary>
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
        <label class="wide">
          {said.split.to}
          <select
            required
            value={area}
            onChange={({ currentTarget }) => setArea(currentTarget.value)}
          >
            <option value="">{said.split.choose}</option>
            {heirs?.map((heir) => (
              <option key={heir.code} value={heir.code}>
                {areaName({ ...heir, parent: null }, words)}
              </option>
            ))}
          </select>
        </label>
        {heirs?.length === 0 && <p class="note wide">{said.split.none}</p>}
        <p class="wide sharing-said" role="status">
          {typeof answer === "string" ? <span class="over">{answer}</span> : answer?.message}
        </p>
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
    </details>
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
