import { useMemo, useState } from "preact/hooks";
import { moveHazard, readHazard } from "../api/cases.ts";
import { Refusal } from "../api/server.ts";
import { isOverdue } from "../domain/hazards.ts";
import { moment } from "../domain/write.ts";
import { onlyOnce } from "../state/reading.ts";
import { useAround } from "./context.ts";
import { hazardName, timeSaid } from "./HazardRows.tsx";
import { HazardSign } from "./HazardSign.tsx";
import { Link } from "./Link.tsx";
import { Bars, Fault, Nothing } from "./Said.tsx";

/** One hazard: where it is, how long is left, and whether it is handled. */
export function HazardPanel() {
  const { app, words, aloud } = useAround();
  const reading = app.chosen.hazard;
  const hazard = reading.value.value;
  const once = useMemo(onlyOnce, []);
  const [trouble, setTrouble] = useState<string | null>(null);
  if (!hazard) {
    const fault = reading.fault.value;
    if (fault instanceof Refusal && fault.status === 404) {
      return <Nothing title={words.hazards.unknown} />;
    }
    return fault ? <Fault fault={fault} /> : <Bars />;
  }
  const now = app.hazards.now.value;
  const late = isOverdue(hazard, now);
  const open = hazard.state === "open";
  const move = async () => {
    setTrouble(null);
    try {
      const moved = await moveHazard(app.server, hazard, open ? "handled" : "open");
      reading.value.value = { ...moved, note: hazard.note };
      aloud.value = words.hazards.states[open ? "handled" : "open"];
      app.hazards.read();
    } catch (fault) {
      const conflict = fault instanceof Refusal && fault.status === 409;
      setTrouble(
        conflict
          ? words.hazards.conflict
          : fault instanceof Refusal
            ? fault.message
            : words.hazards.moveFailed,
      );
      if (conflict) await reading.read((signal) => readHazard(app.server, hazard.uid, signal));
    }
  };
  // Pressed twice in a row it does not go back and forth.
  const pressed = ({ detail }: MouseEvent) => {
    if (detail < 2) once(move);
  };
  const at = (iso: string) => moment(Date.parse(iso), words.lang, app.world.zone.value);
  return (
    <div class="view">
      <header class="view-head hazard-head">
        <HazardSign hazard={hazard} overdue={late} size={44} />
        <div>
          <h1>{hazardName(hazard, words)}</h1>
          <p class="sub">
            {hazard.address ?? (hazard.place ? words.hazards.atPoint : words.hazards.noPlace)}
          </p>
        </div>
      </header>
      <dl class="facts">
        <div>
          <dt>{words.hazards.states[hazard.state]}</dt>
          <dd class={late ? "over" : ""}>{open ? timeSaid(hazard, now, words) : ""}</dd>
        </div>
        {hazard.severity && (
          <div>
            <dt>{words.report.howBad}</dt>
            <dd>{words.hazards.severities[hazard.severity]}</dd>
          </div>
        )}
      </dl>
      <p class="note">
        {words.joined([
          words.hazards.reported(at(hazard.openedAt)),
          ...(hazard.dueAt ? [words.hazards.due(at(hazard.dueAt))] : []),
        ])}
      </p>
      {hazard.note && <blockquote class="words">{hazard.note}</blockquote>}
      {trouble && (
        <p class="warning" role="alert">
          {trouble}
        </p>
      )}
      <div class="actions">
        {hazard.building && (
          <Link class="button" view={{ kind: "building", uid: hazard.building, door: null }}>
            {words.hazards.building}
          </Link>
        )}
        {app.rights.report && (
          <button class={open ? "button primary" : "button"} type="button" onClick={pressed}>
            {open ? words.hazards.handle : words.hazards.reopen}
          </button>
        )}
      </div>
    </div>
  );
}
