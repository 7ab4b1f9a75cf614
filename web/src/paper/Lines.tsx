import { useEffect, useRef } from "preact/hooks";
import type { ReturnedDoor, ReturnedLine } from "../api/returned.ts";
import type { KeyedOutcome, Mark } from "../domain/keyed.ts";
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
    // The list scrolls by itself, so that the field stays where it is.
    const box = list.current;
    const place = box?.querySelector("[aria-current]")?.getBoundingClientRect();
    if (!box || !place) return;
    const { top, bottom } = box.getBoundingClientRect();
    if (place.top < top) box.scrollTop -= top - place.top;
    else if (place.bottom > bottom) box.scrollTop += place.bottom - bottom;
  }, [current?.number, current?.door]);
  const typed = new Map(marks.map((mark) => [`${mark.number} ${mark.door}`, mark.outcome]));
  return (
    <ol class="paper-lines" ref={list}>
      {lines.map((line) => {
        const units = unitsOf(line);
        const here = current?.number === line.number;
        return (
          <li
            key={line.number}
            class={line.by_door ? "by-door" : undefined}
            aria-current={(here && !line.by_door) || undefined}
          >
            <b>{line.number}</b>
            <span class="paper-address">
              {line.address || "—"}
              {line.doors.length > 1 && <small>{said.homes(`${line.doors.length}`)}</small>}
            </span>
            <span class="paper-doors">
              {units.map((doors) => (
                <span class="paper-unit" key={doors[0]}>
                  {doors.map((at) => (
                    <Door
                      key={at}
                      door={line.doors[at] as ReturnedDoor}
                      typed={typed.get(`${line.number} ${at}`) ?? null}
                      named={line.doors.length > 1}
                      of={units.length > 1}
                      at={at}
                      current={here && line.by_door && current?.door === at}
                      said={said}
                    />
                  ))}
                </span>
              ))}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** The doors of a line by their place in it, those of one unit together. */
function unitsOf({ doors }: ReturnedLine): number[][] {
  const units = new Map<string | null, number[]>();
  for (const [at, { unit }] of doors.entries()) units.set(unit, [...(units.get(unit) ?? []), at]);
  return [...units.values()];
}

/** One door: what is typed of it, else what was keyed in before, else what paper says. */
function Door(props: {
  door: ReturnedDoor;
  typed: KeyedOutcome | null;
  named: boolean;
  /** Whether its unit is named, too. */
  of: boolean;
  at: number;
  current: boolean;
  said: PaperWords;
}) {
  const { door, typed, named, of, at, current, said } = props;
  const before = door.keyed.at(-1)?.outcome as KeyedOutcome | undefined;
  const outcome = typed ?? before;
  const way = typed ? "typed" : before ? "keyed" : door.to_go && !door.closed ? "open" : "shut";
  const name = [door.unit && of ? `${door.unit}-` : "", door.label || (named ? at + 1 : "")].join(
    "",
  );
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
