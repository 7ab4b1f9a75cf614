import { useState } from "preact/hooks";
import {
  type Leader,
  type LinkedCadre,
  type Links,
  type Measure,
  putLinks,
  readLinks,
  readSpan,
  suggestLinks,
} from "../api/organisation.ts";
import { count } from "../domain/write.ts";
import { useDesk, useOnce, useReading } from "../setup/desk.ts";
import { type Done, Fault, Read, UndoBar } from "../setup/parts.tsx";
import { useOffice } from "./office.ts";
import {
  CommunityField,
  Empty,
  SectionPage,
  useCommunities,
  useCommunity,
  useReveal,
} from "./parts.tsx";

const LINKS: Measure = "links";

/** Link one: which cadre stays in touch with which leaders of a community. */
export function LinksPage({ code, leader }: { code: string | null; leader: string | null }) {
  const { said } = useOffice();
  const { community, choose } = useCommunity("links", code);
  const communities = useCommunities();
  return (
    <SectionPage section="links" lead={said.links.lead}>
      {communities.length > 1 && <Whole />}
      <CommunityField code={community} set={choose} />
      {community && <Board key={community} community={community} leader={leader} />}
    </SectionPage>
  );
}

/** How many stay in touch with how many in all. */
function Whole() {
  const { said, areas } = useOffice();
  const { server, home } = useDesk();
  const [top] = areas.below(null);
  const all = home ?? top?.code;
  const { reading } = useReading(
    async (signal) => (all ? await readLinks(server, all, signal) : null),
    [server, all],
  );
  const links = reading.value.value;
  if (!links) return null;
  const { cadres, leaders } = links;
  const linked = leaders.filter(({ cadre }) => cadre).length;
  const alone = leaders.length - linked;
  return (
    <p class="links-whole">
      {said.links.whole(count(cadres.length), count(linked))}
      {alone > 0 && <span class="links-without"> {said.links.without(count(alone))}</span>}
    </p>
  );
}

function Board({ community, leader }: { community: string; leader: string | null }) {
  const { server } = useDesk();
  const { reading, again } = useReading(
    async (signal) => {
      const [links, span] = await Promise.all([
        readLinks(server, community, signal),
        readSpan(server, "community", community, signal),
      ]);
      return { links, rule: span.rules[LINKS] ?? { least: 3, most: 8 } };
    },
    [server, community],
  );
  const [suggested, setSuggested] = useState<Links | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const { said } = useOffice();
  const put = async (pairs: readonly { leader: string; cadre: string | null }[], before: Links) => {
    const former = new Map(before.leaders.map((one) => [one.uid, one.cadre]));
    const back = pairs.map((pair) => ({ ...pair, cadre: former.get(pair.leader) ?? null }));
    try {
      const changed = await putLinks(server, [...pairs]);
      setFault(null);
      setSuggested(null);
      setDone({
        said: said.links.changed(count(changed)),
        undo: () => void putLinks(server, back).then(again, setFault),
      });
      again();
    } catch (problem) {
      setFault(problem);
    }
  };
  return (
    <>
      <Read reading={reading} again={again}>
        {({ links, rule }) =>
          links.leaders.length === 0 ? (
            <Empty title={said.links.none} />
          ) : suggested ? (
            <Suggestion
              now={links}
              suggested={suggested}
              take={(pairs) => put(pairs, links)}
              drop={() => setSuggested(null)}
            />
          ) : (
            <Columns
              links={links}
              rule={rule}
              leader={leader}
              put={(pair) => put([pair], links)}
              suggest={() => suggestLinks(server, community).then(setSuggested, setFault)}
            />
          )
        }
      </Read>
      <Fault fault={fault} />
      {done && <UndoBar done={done} end={() => setDone(null)} />}
    </>
  );
}

interface Pair {
  readonly leader: string;
  readonly cadre: string | null;
}

function Columns(props: {
  links: Links;
  rule: { readonly least: number; readonly most: number };
  leader: string | null;
  put: (pair: Pair) => Promise<void>;
  suggest: () => Promise<void>;
}) {
  const { said } = useOffice();
  const { rights } = useDesk();
  const { links, rule, leader, put, suggest } = props;
  const [only, setOnly] = useState<string | null>(null);
  const once = useOnce();
  const chosen = links.cadres.find(({ uid }) => uid === only);
  const without = links.leaders.filter(({ cadre }) => cadre === null);
  const listed = chosen
    ? links.leaders.filter(({ cadre }) => cadre === chosen.uid)
    : [...without, ...links.leaders.filter(({ cadre }) => cadre !== null)];
  return (
    <>
      <div class="links-state">
        <p class={without.length > 0 ? "work" : ""}>
          {without.length > 0 ? said.links.without(count(without.length)) : said.links.all}
        </p>
        {rights.organise && links.cadres.length > 0 && (
          <button class="button primary" type="button" onClick={() => once(suggest)}>
            {said.links.suggest}
          </button>
        )}
      </div>
      <div class={rights.organise ? "links-columns" : ""}>
        {rights.organise && (
          <section>
            <h2>
              {said.links.cadres} <small>{said.links.rule(rule.least, rule.most)}</small>
            </h2>
            {links.cadres.length === 0 && <p class="setup-note">{said.links.noCadre}</p>}
            <ul class="rows cadres">
              {links.cadres.map((cadre) => (
                <li key={cadre.uid}>
                  <CadreRow
                    cadre={cadre}
                    rule={rule}
                    chosen={only === cadre.uid}
                    choose={() => setOnly(only === cadre.uid ? null : cadre.uid)}
                  />
                </li>
              ))}
            </ul>
          </section>
        )}
        <section>
          <h2>
            {said.links.leaders}{" "}
            <small>
              {chosen
                ? said.links.onlyOf(chosen.name ?? said.nameless)
                : said.links.count(count(listed.length))}
            </small>
            {chosen && (
              <button class="quiet" type="button" onClick={() => setOnly(null)}>
                {said.links.showAll}
              </button>
            )}
          </h2>
          <ul class="rows">
            {listed.map((one) => (
              <LeaderRow
                key={one.uid}
                leader={one}
                cadres={links.cadres}
                first={one.uid === leader}
                put={(cadre) => once(() => put({ leader: one.uid, cadre }))}
              />
            ))}
          </ul>
        </section>
      </div>
    </>
  );
}

/** A cadre, and how many leaders they stay in touch with: a load, never a mark. */
function CadreRow(props: {
  cadre: LinkedCadre;
  rule: { readonly least: number; readonly most: number };
  chosen: boolean;
  choose: () => void;
}) {
  const { said } = useOffice();
  const { cadre, rule, chosen, choose } = props;
  const { leaders } = cadre;
  const sign = leaders > rule.most ? "▲" : leaders < rule.least ? "▼" : "";
  const word = leaders > rule.most ? said.spans.over : leaders < rule.least ? said.spans.under : "";
  return (
    <button class="cadre" type="button" aria-pressed={chosen} onClick={choose}>
      <span>
        <strong>{cadre.name ?? said.nameless}</strong>
        <small>{cadre.area_name}</small>
      </span>
      <span class="load">
        {word && (
          <em class={sign === "▲" ? "over" : "under"}>
            {sign} {word}
          </em>
        )}
        {said.links.count(count(leaders))}
      </span>
    </button>
  );
}

function LeaderRow(props: {
  leader: Leader;
  cadres: readonly LinkedCadre[];
  first: boolean;
  put: (cadre: string | null) => void;
}) {
  const { said, areas } = useOffice();
  const { rights } = useDesk();
  const reveal = useReveal();
  const { leader, cadres, first, put } = props;
  const name = leader.name ?? said.nameless;
  const place = areas.placed(leader.area).split(" ").slice(1).join(" ");
  const named = cadres.find(({ uid }) => uid === leader.cadre);
  return (
    <li class={leader.cadre ? "" : "without"}>
      <button class="place-button" type="button" onClick={() => reveal(leader.area)}>
        <strong>{name}</strong>
        <span>{place}</span>
      </button>
      {!rights.organise && (
        <span>{named?.name ?? (leader.cadre ? said.nameless : said.nobody)}</span>
      )}
      {rights.organise && (
        <select
          value={leader.cadre ?? ""}
          aria-label={said.links.cadreOf(`${name} ${place}`)}
          ref={(element) => {
            if (first) element?.focus();
          }}
          onChange={({ currentTarget }) => put(currentTarget.value || null)}
        >
          <option value="">{said.nobody}</option>
          {cadres.map((cadre) => (
            <option key={cadre.uid} value={cadre.uid}>
              {cadre.name ?? said.nameless} · {count(cadre.leaders)}
            </option>
          ))}
        </select>
      )}
    </li>
  );
}

/** What a suggestion would change: nothing is kept before it is taken. */
function Suggestion(props: {
  now: Links;
  suggested: Links;
  take: (pairs: readonly Pair[]) => Promise<void>;
  drop: () => void;
}) {
  const { said, areas } = useOffice();
  const { suggested, take, drop } = props;
  const [own, setOwn] = useState<ReadonlyMap<string, string | null>>(new Map());
  const once = useOnce();
  const names = new Map(suggested.cadres.map(({ uid, name }) => [uid, name ?? said.nameless]));
  const called = (uid: string | null) => (uid ? (names.get(uid) ?? said.nameless) : said.nobody);
  const changed = suggested.leaders.filter(({ cadre, before }) => cadre !== before);
  const chosen = ({ uid, cadre }: Leader) => (own.has(uid) ? (own.get(uid) ?? null) : cadre);
  // What somebody set back to as it was is no change.
  const taken = changed.filter((one) => chosen(one) !== one.before);
  const counts = suggested.cadres.map((cadre) => cadre.leaders);
  if (changed.length === 0) {
    return (
      <Empty title={said.links.balanced}>
        <button class="button" type="button" onClick={drop}>
          {said.close}
        </button>
      </Empty>
    );
  }
  return (
    <section>
      <p>
        {said.links.suggested(count(changed.length))}
        {counts.length > 0 &&
          ` · ${said.span(count(Math.min(...counts)), said.links.count(count(Math.max(...counts))))}`}
      </p>
      <div class="table-frame">
        <table>
          <thead>
            <tr>
              <th scope="col">{said.links.leaders}</th>
              <th scope="col">{said.links.now}</th>
              <th scope="col">{said.links.after}</th>
            </tr>
          </thead>
          <tbody>
            {changed.map((leader) => (
              <tr key={leader.uid}>
                <th scope="row">
                  {leader.name ?? said.nameless}
                  <small>{areas.placed(leader.area)}</small>
                </th>
                <td class={leader.before ? "" : "work"}>{called(leader.before)}</td>
                <td>
                  <select
                    value={chosen(leader) ?? ""}
                    aria-label={said.links.cadreOf(
                      `${leader.name ?? said.nameless} ${areas.placed(leader.area)}`,
                    )}
                    onChange={({ currentTarget }) =>
                      setOwn(new Map(own).set(leader.uid, currentTarget.value || null))
                    }
                  >
                    <option value="">{said.nobody}</option>
                    {suggested.cadres.map(({ uid }) => (
                      <option key={uid} value={uid}>
                        {called(uid)}
                      </option>
                    ))}
                  </select>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div class="ways">
        <button
          class="button primary"
          type="button"
          onClick={() =>
            once(() => take(taken.map((one) => ({ leader: one.uid, cadre: chosen(one) }))))
          }
          disabled={taken.length === 0}
        >
          {said.links.take(count(taken.length))}
        </button>
        <button class="button" type="button" onClick={drop}>
          {said.links.drop}
        </button>
      </div>
    </section>
  );
}
