import { changesOf } from "../api/plans.ts";
import type { Account } from "../domain/plan/account.ts";
import { buildingsOf } from "../domain/plan/town.ts";
import { count, distance, portion } from "../domain/write.ts";
import { useDesk } from "../setup/desk.ts";
import { AreaCard } from "./AreaCard.tsx";
import { useAreaNames, useBench, usePlanWords } from "./context.ts";
import { Deciding } from "./Deciding.tsx";
import { Front } from "./Front.tsx";
import { Change, Fact } from "./facts.tsx";
import { Glyph } from "./Glyph.tsx";
import { HandOver, signed } from "./HandOver.tsx";
import { InEffect } from "./InEffect.tsx";
import { Prints } from "./Prints.tsx";
import { useZoom } from "./useZoom.ts";

/** Pairs of areas that are listed before the rest is summed up. */
const LISTED = 6;

/** Beside the map: what the plan costs, what the last step did, who goes where. */
export function Price() {
  const { studio, loaded, keeping } = useBench();
  const words = usePlanWords();
  const { lang } = useDesk();
  const plan = studio.account.value;
  const today = studio.today.value;
  if (!plan || !today) return null;
  const { level } = loaded.sent;
  const all = loaded.ground.town.households.reduce((sum, homes) => sum + homes, 0);
  const metres = (far: number | null) => (far === null ? "—" : distance(far, lang));
  const exact = studio.exact.value;
  const beside = studio.beside.value;
  const kept = keeping.told.value;
  // Once a plan holds, today is what it made: only its own account tells what it changed.
  const done = kept?.state === "in_effect" && !studio.changed.value ? kept : null;
  if (done) {
    return (
      <aside class="studio-right" aria-label={words.whenDecided}>
        <div class="studio-right-body">
          <HandOver />
          <AreaCard />
          <InEffect plan={done} />
        </div>
        <Deciding />
      </aside>
    );
  }
  return (
    <aside class="studio-right" aria-label={words.price}>
      <div class="studio-right-body">
        <HandOver />
        <AreaCard />
        <section>
          <h2>{words.price}</h2>
          {beside && <p class="setup-note">{words.priceBeside(beside.title)}</p>}
          <p class="price" role="status">
            <strong>{count(plan.changed)}</strong>
            <span>
              {words.changeLeader}
              <br />
              {words.ofAll(portion(all > 0 ? plan.changed / all : null))}
            </span>
          </p>
          <dl class="price-facts">
            <Fact name={words.leaders}>
              <b>{words.people(count(plan.leaders))}</b>
            </Fact>
            {level === "grid" && (
              <Fact name={words.changeArea[level]}>
                <b>{count(plan.moved)}</b>
              </Fact>
            )}
            {plan.given.length > 0 && (
              <Fact name={words.given[level]}>
                <b>{words.buildings(count(buildingsOf(loaded.ground.town, plan.given).size))}</b>
                {` · ${words.households(count(plan.givenHouseholds))}`}
              </Fact>
            )}
            <Change
              name={words.outside[level]}
              before={`${today.over + today.under}`}
              now={`${plan.over + plan.under}`}
            />
            <Change name={words.walk} before={metres(today.walk)} now={metres(plan.walk)} />
            <Change
              name={words.farthest}
              before={metres(today.farthest)}
              now={metres(plan.farthest)}
            />
            {exact && (
              <Change
                name={words.compactness}
                before={exact.today?.toFixed(2) ?? "—"}
                now={exact.of === studio.strokes.value ? (exact.plan?.toFixed(2) ?? "—") : "…"}
              />
            )}
            <Fact name={words.whole[level]}>
              {plan.apart === 0 ? (
                <span class="price-whole">
                  <Glyph name="check" size={16} />
                  <span class="spoken">{words.yes}</span>
                </span>
              ) : (
                <Strays plan={plan} />
              )}
            </Fact>
          </dl>
        </section>
        <LastStroke />
        <Flows />
        <Front />
      </div>
      <Deciding />
    </aside>
  );
}

function Strays({ plan: { apart, strays } }: { plan: Account }) {
  const words = usePlanWords();
  const zoom = useZoom();
  return (
    <button class="quiet" type="button" onClick={() => zoom.parts(strays)}>
      {words.pieces(count(apart))}
    </button>
  );
}

/** What the last step did, and the way to take it back. */
function LastStroke() {
  const { studio, loaded } = useBench();
  const words = usePlanWords();
  const { long: nameOf } = useAreaNames();
  const { lang } = useDesk();
  const last = studio.last.value;
  if (!last) return null;
  const buildings = buildingsOf(loaded.ground.town, last.parts);
  const [one = -1] = buildings;
  const what =
    buildings.size === 1
      ? loaded.sent.buildings.address[one] || words.buildings("1")
      : words.buildings(count(buildings.size));
  const held = last.held && words.heldBack(last.held.locked, last.held.across);
  const nothing = last.parts.length === 0;
  return (
    <section class="last-stroke" aria-live="polite">
      <header>
        <h3>{words.lastStroke}</h3>
        <button
          class="quiet"
          type="button"
          disabled={!studio.division?.canUndo}
          onClick={() => studio.undo()}
        >
          <Glyph name="undo" size={16} /> {words.undo}
        </button>
      </header>
      <p>
        {nothing ? words.nothing[last.kind] : `${words.acts[last.kind]} · ${what}`}
        {last.from !== null && last.to !== null && (
          <strong>
            {" "}
            <span class="last-name">{nameOf(last.from)}</span>{" "}
            <span class="last-name">→ {nameOf(last.to)}</span>
          </strong>
        )}
      </p>
      {!nothing && (
        <p>
          {words.delta(signed(last.changed))}
          {Math.abs(last.walk) >= 0.5 &&
            ` · ${words.walkDelta(`${signed(last.walk)} ${distance(1, lang).slice(2)}`)}`}
        </p>
      )}
      {held && <p class="last-held">{held}</p>}
    </section>
  );
}

/** Where households go, by pair of areas. */
function Flows() {
  const { studio, loaded, keeping } = useBench();
  const { server } = useDesk();
  const words = usePlanWords();
  const names = useAreaNames();
  const zoom = useZoom();
  const plan = studio.account.value;
  if (!plan) return null;
  const buildings = (parts: readonly number[]) =>
    words.buildings(count(buildingsOf(loaded.ground.town, parts).size));
  const open = keeping.open.value;
  const rest = plan.flows.slice(LISTED);
  const several = loaded.sent.zones.length > 1;
  return (
    <section class="flows">
      <header>
        <h2>{words.whoGoes}</h2>
        {open && !studio.changed.value && (
          <a class="quiet" href={changesOf(server, open.name)} download>
            {words.list} <Glyph name="down" size={16} />
          </a>
        )}
      </header>
      {plan.flows.length === 0 && <p class="setup-note">{words.noMoves}</p>}
      <ul>
        {plan.flows.slice(0, LISTED).map(({ from, to, parts, households }) => (
          <li key={`${from} ${to}`}>
            <button
              type="button"
              class={several ? "flow-row far" : "flow-row"}
              onClick={() => zoom.parts(parts)}
            >
              <span>{names.short(from)}</span>
              <Glyph name="right" />
              <span class="spoken">{words.goesTo}</span>
              <span>{names.short(to)}</span>
              <small>{[names.within(from), buildings(parts)].filter(Boolean).join(" · ")}</small>
              <b>{words.households(count(households))}</b>
            </button>
          </li>
        ))}
        {rest.length > 0 && (
          <li class={several ? "flow-rest far" : "flow-rest"}>
            <span>{words.otherPairs(`${rest.length}`)}</span>
            <small>{buildings(rest.flatMap(({ parts }) => parts))}</small>
            <b>{words.households(count(rest.reduce((sum, flow) => sum + flow.households, 0)))}</b>
          </li>
        )}
      </ul>
      {plan.flows.length > 0 && open && !studio.changed.value && <Prints name={open.name} />}
    </section>
  );
}
