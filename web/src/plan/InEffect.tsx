import { changesOf, type Plan } from "../api/plans.ts";
import { count, distance, portion } from "../domain/write.ts";
import { useDesk } from "../setup/desk.ts";
import { loadSaid, priceOf, useAreaNames, useBench, usePlanWords } from "./context.ts";
import { Change, Fact } from "./facts.tsx";
import { Glyph } from "./Glyph.tsx";
import { Prints } from "./Prints.tsx";

/** Pairs of areas that are listed before the rest is summed up. */
const LISTED = 6;

/** What a plan changed that holds by now, as it was kept: there is nothing to compare it with any more. */
export function InEffect({ plan }: { plan: Plan }) {
  const words = usePlanWords();
  const { lang } = useDesk();
  const { then, today, level } = plan;
  const metres = (far: number | undefined) => (far === undefined ? "—" : distance(far, lang));
  const share = (of: typeof today) => of?.polsby_popper?.toFixed(2) ?? "—";
  return (
    <>
      <section>
        <h2>{words.whenDecided}</h2>
        <p class="setup-note">{words.whenDecidedHint}</p>
        <p class="price">
          <strong>{loadSaid(priceOf(then))}</strong>
          <span>
            {words.changeLeader}
            <br />
            {words.ofAll(portion(then.households > 0 ? priceOf(then) / then.households : null))}
          </span>
        </p>
        <p class="setup-note">{words.onItsDay}</p>
        <dl class="price-facts">
          {level === "grid" && (
            <Fact name={words.changeArea.grid}>
              <b>{loadSaid(then.moved)}</b>
            </Fact>
          )}
          {then.buildings_given > 0 && (
            <Fact name={words.given[level]}>
              <b>{words.parts(count(then.buildings_given))}</b>
            </Fact>
          )}
          <Change
            name={words.outside[level]}
            before={today ? count(today.outside) : "—"}
            now={count(then.outside)}
          />
          <Change name={words.walk} before={metres(today?.walk_m)} now={metres(then.walk_m)} />
          <Change name={words.compactness} before={share(today)} now={share(then)} />
        </dl>
      </section>
      <Moves plan={plan} />
    </>
  );
}

function Moves({ plan: { name, areas, moves, level } }: { plan: Plan }) {
  const { loaded } = useBench();
  const { server } = useDesk();
  const words = usePlanWords();
  const { short, within } = useAreaNames();
  const named = new Map(areas.map((area) => [area.label, area.name]));
  const numberOf = (label: string) => loaded.sent.areas.findIndex(({ code }) => code === label);
  const liesIn = (from: string, to: string) => within(numberOf(from)) ?? within(numberOf(to));
  const nameOf = (label: string) => {
    const number = numberOf(label);
    if (number >= 0) return short(number);
    const fresh = label.match(/^new-(.*)$/);
    // What ended by it is on no map any more.
    return fresh?.[1] ? words.newArea(fresh[1]) : named.get(label) || words.ended[level](label);
  };
  const rest = moves.slice(LISTED);
  const several = loaded.sent.zones.length > 1;
  return (
    <section class="flows">
      <header>
        <h2>{words.whoGoes}</h2>
        <a class="quiet" href={changesOf(server, name)} download>
          {words.list} <Glyph name="down" size={16} />
        </a>
      </header>
      <ul>
        {moves.slice(0, LISTED).map(({ from, to, buildings, households }) => (
          <li key={`${from} ${to}`} class={several ? "flow-row far" : "flow-row"}>
            <span>{nameOf(from)}</span>
            <Glyph name="right" />
            <span class="spoken">{words.goesTo}</span>
            <span>{nameOf(to)}</span>
            <small>
              {[liesIn(from, to), words.parts(count(buildings))].filter(Boolean).join(" · ")}
            </small>
            <b>{words.households(loadSaid(households))}</b>
          </li>
        ))}
        {rest.length > 0 && (
          <li class={several ? "flow-rest far" : "flow-rest"}>
            <span>{words.otherPairs(`${rest.length}`)}</span>
            <small>{words.parts(count(rest.reduce((sum, one) => sum + one.buildings, 0)))}</small>
            <b>{words.households(loadSaid(rest.reduce((sum, one) => sum + one.households, 0)))}</b>
          </li>
        )}
      </ul>
      {moves.length > 0 && <Prints name={name} />}
    </section>
  );
}
