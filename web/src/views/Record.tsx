import { useEffect, useRef, useState } from "preact/hooks";
import { nextDoor, type Outcome } from "../domain/doors.ts";
import type { Mode } from "../state/records.ts";
import { doorName } from "./buildingName.ts";
import { useAround } from "./context.ts";
import { Icon, type IconName } from "./icons.tsx";
import { DoorRegister } from "./matrix/DoorRegister.tsx";
import { doorState, stateSaid } from "./matrix/doorState.ts";
import { GroupRing } from "./matrix/GroupRing.tsx";
import { useRegister, useSaid } from "./matrix/said.ts";
import { useRecord } from "./useRecord.ts";
import "./record.css";

const FIRST: readonly (readonly [Outcome, IconName])[] = [
  ["no_answer", "again"],
  ["no_access", "lock"],
  ["refused", "refused"],
  ["vacant", "vacant"],
];
const SECOND: readonly Outcome[] = ["moved", "not_found"];
const MODES: readonly Mode[] = ["door", "phone", "chat", "elsewhere"];

/** The bottom of the building's panel: the door in hand and how it went, in two taps. */
export function Record() {
  const { app, words } = useAround();
  const record = useRecord();
  const inner = useSaid();
  const register = useRegister();
  const [more, setMore] = useState(false);
  const [ringed, openRing] = useState<string | null>(null);
  const [mode, setMode] = useState<Mode>("door");
  const building = app.buildingNow.value;
  const view = app.view.value;
  const chosen = view.kind === "building" ? view.door : null;
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    // The button that led to the door is gone: the keyboard goes on at the door.
    if (document.activeElement === document.body) section.current?.focus({ preventScroll: true });
  }, [chosen]);
  if (!building || view.kind !== "building" || building.doors.length === 0) return null;
  const door = building.doors.find(({ uid }) => uid === view.door);
  if (!door) {
    const next = nextDoor(building.inside, null);
    return (
      <div class="record">
        {next ? (
          <button
            class="button primary tall"
            type="button"
            onClick={() => {
              const stop = app.screen.narrow.peek() ? "full" : app.address.stop.peek();
              app.address.open({ ...view, door: next.uid }, stop);
            }}
          >
            {next.label ? words.record.nextDoorIs(next.label) : words.record.thisHouse}
          </button>
        ) : (
          <p class="note">{words.record.allSettled}</p>
        )}
      </div>
    );
  }
  const name = doorName(door, words);
  // The next door stands where this one stood: of two presses in a row only the first is meant.
  const write = (outcome: Outcome) => (event: MouseEvent) => {
    if (event.detail < 2) void record(door, outcome, mode);
  };
  const place = [
    door.unit && words.building.unit(door.unit),
    door.floor !== null && words.building.floor(`${door.floor}`),
  ].filter((part): part is string => Boolean(part));
  const state = doorState(door);
  return (
    <section
      class="record"
      ref={section}
      tabIndex={-1}
      aria-label={door.label === null ? name : words.record.title(name)}
    >
      <header class="record-head">
        <strong class={name.length > 5 ? "record-door long" : "record-door"}>{name}</strong>
        <span class="record-where">
          <span>{words.joined(place)}</span>
          <span class="record-tags">
            <span class={`door-tag ${state}`}>
              {state === "untried" ? words.record.untried : stateSaid(state, words, inner)}
            </span>
            {door.in_key_group && (
              <button
                type="button"
                class="door-tag ring-tag"
                aria-expanded={ringed === door.uid}
                onClick={() => openRing(ringed === door.uid ? null : door.uid)}
              >
                <i class="ring" /> {inner.marked}
              </button>
            )}
          </span>
        </span>
        <button type="button" class="quiet" aria-expanded={more} onClick={() => setMore(!more)}>
          {more ? words.less : words.more}
        </button>
        <button
          class="icon-button"
          type="button"
          aria-label={words.close}
          onClick={() => app.address.become({ ...view, door: null })}
        >
          <Icon name="close" />
        </button>
      </header>
      {ringed === door.uid && <GroupRing key={door.uid} uid={door.uid} />}
      {register && (more || !app.screen.narrow.value) && <DoorRegister uid={door.uid} />}
      <div class="outcomes">
        {FIRST.map(([outcome, icon]) => (
          <button key={outcome} type="button" class={`outcome ${outcome}`} onClick={write(outcome)}>
            <Icon name={icon} size={18} />
            {words.record.outcomes[outcome]}
          </button>
        ))}
        {more &&
          SECOND.map((outcome) => (
            <button key={outcome} type="button" class="outcome" onClick={write(outcome)}>
              {words.record.outcomes[outcome]}
            </button>
          ))}
        {more && (
          <label class="record-mode">
            {words.record.mode}
            <select
              value={mode}
              onChange={({ currentTarget }) => setMode(currentTarget.value as Mode)}
            >
              {MODES.map((one) => (
                <option key={one} value={one}>
                  {words.record.modes[one]}
                </option>
              ))}
            </select>
          </label>
        )}
        {more && mode !== "door" && <p class="note wide">{words.record.onlyDoor}</p>}
        <button type="button" class="outcome met" onClick={write("met")}>
          <Icon name="check" size={24} />
          {words.record.outcomes.met}
        </button>
      </div>
    </section>
  );
}
