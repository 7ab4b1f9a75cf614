import { useState } from "preact/hooks";
import { useAreaNames, useBench, usePlanWords } from "./context.ts";
import { Measure } from "./Measure.tsx";
import { mergedWith, spokenFor, type Wish, wished } from "./wish.ts";

/** What else may be asked of a proposal: new areas, areas that end or are one, or all of it anew. */
export function More() {
  const { searching, loaded } = useBench();
  const words = usePlanWords();
  const wish = searching.wish.value;
  const { level, zones, areas, patches } = loaded.sent;
  const set = (changes: Partial<Wish>) => {
    searching.wish.value = { ...searching.wish.peek(), ...changes };
  };
  const many = wished(wish);
  return (
    <details class="ask-more">
      <summary>{many > 0 ? words.moreAsked(`${many}`) : words.more}</summary>
      <div>
        {/* Grids with patches below them are moved, never made from nothing. */}
        {(level === "patch" || patches.length === 0) && (
          <label class="tick-box">
            <input
              type="checkbox"
              checked={wish.anew}
              onChange={({ currentTarget }) => set({ anew: currentTarget.checked })}
            />
            {words.anew}
          </label>
        )}
        <Measure />
        <label class="ask-add">
          {words.add}
          <input
            type="number"
            min={0}
            max={50}
            step={1}
            value={wish.add}
            disabled={wish.anew}
            onChange={({ currentTarget }) =>
              set({ add: Math.max(0, currentTarget.valueAsNumber || 0) })
            }
          />
          {zones.length > 1 && (
            <select
              aria-label={words.addTo}
              value={wish.zone ?? zones[0]?.code}
              disabled={wish.anew}
              onChange={({ currentTarget }) => set({ zone: currentTarget.value })}
            >
              {zones.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name ?? code}
                </option>
              ))}
            </select>
          )}
        </label>
        {areas.length > 1 && !wish.anew && <Fewer />}
      </div>
    </details>
  );
}

/** Areas that are to end, and areas that are to be one. */
function Fewer() {
  const { searching, loaded } = useBench();
  const words = usePlanWords();
  const { long: nameOf } = useAreaNames();
  const wish = searching.wish.value;
  const { level, areas } = loaded.sent;
  /** The first of two that are to be one. */
  const [first, setFirst] = useState("");
  const place = (code: string) => areas.findIndex((area) => area.code === code);
  const named = (code: string) => nameOf(place(code));
  const taken = spokenFor(wish);
  const free = areas.filter(({ code }) => !taken.has(code));
  const ending = new Set(wish.remove);
  const home = areas[place(first)]?.zone;
  const beside = areas.filter(
    ({ code, zone }) => zone === home && code !== first && !ending.has(code),
  );
  const options = (those: typeof areas) =>
    those.map(({ code }) => (
      <option key={code} value={code}>
        {named(code)}
      </option>
    ));
  const change = (next: Wish) => {
    searching.wish.value = next;
  };
  const dropped = [
    ...wish.remove.map((code) => ({
      said: words.toEnd(named(code)),
      without: { ...wish, remove: wish.remove.filter((one) => one !== code) },
    })),
    ...wish.merge.map((group) => ({
      said: words.toBeOne(group.map(named)),
      without: { ...wish, merge: wish.merge.filter((one) => one !== group) },
    })),
  ];
  return (
    <>
      <label class="ask-add">
        {words.remove[level]}
        <select
          value=""
          onChange={({ currentTarget: { value } }) => {
            if (value) change({ ...wish, remove: [...wish.remove, value] });
          }}
        >
          <option value="">{words.chooseArea}</option>
          {options(free.filter(({ code }) => code !== first))}
        </select>
      </label>
      <span class="ask-add">
        <label class="ask-add">
          {words.merge[level]}
          <select value={first} onChange={({ currentTarget }) => setFirst(currentTarget.value)}>
            <option value="">{words.chooseArea}</option>
            {options(areas.filter(({ code }) => !ending.has(code)))}
          </select>
        </label>
        <select
          aria-label={words.mergeWith}
          value=""
          disabled={!first}
          onChange={({ currentTarget: { value } }) => {
            if (!value) return;
            change(mergedWith(wish, first, value));
            setFirst("");
          }}
        >
          <option value="">{words.chooseArea}</option>
          {options(beside)}
        </select>
      </span>
      {dropped.length > 0 && (
        <ul class="ask-wishes">
          {dropped.map(({ said, without }) => (
            <li key={said}>
              {said}
              <button type="button" class="quiet" onClick={() => change(without)}>
                <span aria-hidden="true">×</span>
                <span class="spoken">{words.dropWish(said)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
