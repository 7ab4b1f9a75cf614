import { useEffect, useMemo, useRef } from "preact/hooks";
import type { ReturnedDoor, ReturnedLine } from "../api/returned.ts";
import { DoorNames } from "../domain/doorNames.ts";
import type { Mark } from "../domain/keyed.ts";
import type { KeyedOutcome } from "../domain/keyWords.ts";
import type { PaperWords } from "../words/en/paper.ts";

const SIGNS: Readonly<Record<KeyedOutcome, string>> = { met: "✓", no_answer: "↻", refused: "⊘" };

/** The list of the sheet: each row as on paper, filled with what is being typed. */
export function Lines(props: {
  lines: readonly ReturnedLine[];
  marks: readonly Mark[];
  /** What is being typed. */
  current: Mark | null;
  said: PaperWords;
}) {
  const { lines, marks, current, said } = props;
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    // The list scrolls by itself, so that the field stays where it is; to its middle, since on a
    // phone the button that records lies over its end.
    const box = list.current;
    const place = box?.querySelector("[aria-current]")?.getBoundingClientRect();
    if (!box || !place) return;
    const { top, bottom } = box.getBoundingClientRect();
    box.scrollTop += (place.top + place.bottom - top - bottom) / 2;
  }, [current?.number, current?.door]);
  const typed = new Map<number, Mark[]>();
  for (const mark of marks) typed.set(mark.number, [...(typed.get(mark.number) ?? []), mark]);
  return (
    <ol class="paper-lines" ref={list}>
      {lines.map((line) => (
        <Line
          key={line.number}
          line={line}
          typed={(typed.get(line.number) ?? [])
            .map((mark) => `${mark.door} ${mark.outcome}`)
            .join()}
          current={current?.number === line.number ? current.door : null}
          said={said}
        />
      ))}
    </ol>
  );
}

/** One row. While others are typed it is not drawn again: a sheet may have a thousand doors. */
function Line(props: {
  line: ReturnedLine;
  /** Doors and what became of them, as text that is the same as long as they are. */
  typed: string;
  /** The door that is being typed. */
  current: number | null;
  said: PaperWords;
}) {
  const { line, typed, current, said } = props;
  return useMemo(() => {
    const units = unitsOf(line);
    const names = new DoorNames(line.doors);
    const outcomes = new Map(
      typed.split(",").map((one) => one.split(" ") as [string, KeyedOutcome]),
    );
    return (
      <li
        class={line.by_door ? "by-door" : undefined}
        aria-current={(current !== null && !line.by_door) || undefined}
      >
        <b>{line.number}</b>
        <span class="paper-address">
          {line.address || "—"}
          {line.doors.length > 1 && <small>{said.homes(`${line.doors.length}`)}</small>}
        </span>
        <span class="paper-doors">
          {units.map((floors) => (
            <span class="paper-unit" key={floors[0]?.[0]}>
              {floors.map((doors) => (
                <span class="paper-floor" key={doors[0]}>
                  {doors.map((at) => (
                    <Door
                      key={at}
                      door={line.doors[at] as ReturnedDoor}
                      typed={outcomes.get(`${at}`) ?? null}
                      named={line.doors.length > 1}
                      of={units.length > 1}
                      at={at}
                      which={/#.*/.exec(names.spelled(at))?.[0] ?? ""}
                      current={line.by_door && current === at}
                      said={said}
                    />
                  ))}
                </span>
              ))}
            </span>
          ))}
        </span>
      </li>
    );
  }, [line, typed, current, said]);
}

/** The doors of a line by their place in it, those of one unit together, floor by floor. */
function unitsOf({ doors }: ReturnedLine): number[][][] {
  const units = new Map<string | null, Map<number | null, number[]>>();
  for (const [at, { unit, floor }] of doors.entries()) {
    const floors = units.get(unit) ?? new Map<number | null, number[]>();
    units.set(unit, floors.set(floor, [...(floors.get(floor) ?? []), at]));
  }
  return [...units.values()].map((floors) => [...floors.values()]);
}

/** One door: what is typed of it, else what was keyed in before, else what paper says. */
function Door(props: {
  door: ReturnedDoor;
  typed: KeyedOutcome | null;
  named: boolean;
  /** Whether its unit is named, too. */
  of: boolean;
  at: number;
  /** Which it is of several doors that are called the same, as it is typed. */
  which: string;
  current: boolean;
  said: PaperWords;
}) {
  const { door, typed, named, of, at, which, current, said } = props;
  const before = door.keyed.at(-1)?.outcome as KeyedOutcome | undefined;
  const outcome = typed ?? before;
  const way = typed ? "typed" : before ? "keyed" : door.to_go && !door.closed ? "open" : "shut";
  const unit = door.unit && of ? `${door.unit}-` : "";
  const name = `${unit}${door.label || (named ? at + 1 : "")}${which}`;
  const word = outcome
    ? (said.outcomes[outcome] ?? said.others)
    : door.closed
      ? said.closed[door.closed]
      : door.to_go
        ? ""
        : said.noNeed;
  return (
    <span class={`paper-door ${way}`} aria-current={current || undefined}>
      {name && <i>{name}</i>}
      {outcome && <span aria-hidden="true">{SIGNS[outcome] ?? "•"}</span>}
      {word && <span class={named && outcome ? "spoken" : undefined}>{word}</span>}
    </span>
  );
}
