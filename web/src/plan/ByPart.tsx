import { useRef } from "preact/hooks";
import { at } from "../domain/plan/town.ts";
import { count } from "../domain/write.ts";
import { useAreaNames, useBench, usePlanWords } from "./context.ts";

interface Props {
  readonly parts: readonly number[];
  /** What is selected is to be another part of it. */
  readonly select: (parts: ReadonlySet<number>) => void;
}

/** A tower that several leaders may share: its units, and in each its floors one by one. */
export function ByPart({ parts, select }: Props) {
  const { loaded } = useBench();
  const words = usePlanWords();
  const { part, unit } = loaded.sent.atoms;
  const units = new Map<string, number[]>();
  for (const one of parts) {
    const key = unit[one] ?? `part ${part[one]}`;
    units.set(key, [...(units.get(key) ?? []), one]);
  }
  return (
    <details class="hand-parts">
      <summary>{words.byPart}</summary>
      <p class="setup-note">{words.runHint}</p>
      <ul>
        {[...units].map(([key, own]) => (
          <Unit key={key} parts={own} select={select} />
        ))}
      </ul>
    </details>
  );
}

/** A unit as a whole, and its floors where it has several. */
function Unit({ parts, select }: Props) {
  const { studio, loaded } = useBench();
  const words = usePlanWords();
  const { long: nameOf } = useAreaNames();
  const { unit, low, high, households } = loaded.sent.atoms;
  const selected = studio.selected.value;
  const chosen = parts.filter((part) => selected.has(part)).length;
  /** The floor that was pressed last: with Shift, all up to it are chosen alike. */
  const last = useRef<number | null>(null);
  const choose = (those: readonly number[], all: boolean) => {
    const next = new Set(studio.selected.peek());
    for (const one of those) {
      if (all) next.add(one);
      else next.delete(one);
    }
    select(next);
  };
  const press = (part: number, run: boolean, all: boolean) => {
    const ends = [parts.indexOf(last.current ?? part), parts.indexOf(part)];
    last.current = part;
    choose(run ? parts.slice(Math.min(...ends), Math.max(...ends) + 1) : [part], all);
  };
  const said = (those: readonly number[], name: string | null | undefined) => {
    const areas = [...new Set(those.map((part) => studio.division?.area[part] ?? -1))];
    const homes = those.reduce((sum, part) => sum + at(households, part), 0);
    return [name, words.households(count(homes)), areas.map(nameOf).join(" / ")]
      .filter(Boolean)
      .join(" · ");
  };
  const floorsOf = (part: number) =>
    low[part] === null ? null : words.floors(`${low[part]}`, `${high[part] ?? low[part]}`);
  const [first = 0] = parts;
  const name = unit[first] ? words.unit(unit[first]) : parts.length > 1 ? null : floorsOf(first);
  return (
    <li>
      <label class="tick-box">
        <input
          type="checkbox"
          checked={chosen === parts.length}
          ref={(box) => {
            if (box) box.indeterminate = chosen > 0 && chosen < parts.length;
          }}
          onChange={({ currentTarget: { checked } }) => choose(parts, checked)}
        />
        {said(parts, name)}
      </label>
      {parts.length > 1 && (
        <details>
          <summary>{words.byFloor}</summary>
          <ul>
            {parts.map((part) => (
              <li key={part}>
                <label class="tick-box">
                  <input
                    type="checkbox"
                    checked={selected.has(part)}
                    onClick={({ shiftKey, currentTarget: { checked } }) =>
                      press(part, shiftKey, checked)
                    }
                  />
                  {said([part], floorsOf(part))}
                </label>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}
