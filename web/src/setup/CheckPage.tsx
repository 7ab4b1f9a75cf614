import { useEffect, useState } from "preact/hooks";
import { type CheckItem, readCheck } from "../api/check.ts";
import { count } from "../domain/write.ts";
import { around, useDesk, useOnce, useReading } from "./desk.ts";
import { Fault, Page, Read, Tick } from "./parts.tsx";

const RANK = { error: 0, warning: 1, note: 2 } as const;
/** So many of a kind are shown at first: every kind should be seen. */
const SHOWN = 8;

/** What is not right with the ground, the worst first; each finding leads to its place. */
export function CheckPage() {
  const { words, server, map } = useDesk();
  const { reading, again } = useReading((signal) => readCheck(server, signal), [server]);
  const [chosen, setChosen] = useState<CheckItem | null>(null);
  const [more, setMore] = useState<readonly CheckItem[]>([]);
  const [fault, setFault] = useState<unknown>(null);
  const once = useOnce();
  useEffect(() => () => map.select(null), [map]);

  const lead = (item: CheckItem) => {
    setChosen(item);
    map.select({ outline: (item.outline as GeoJSON.Geometry | null) ?? null });
    if (item.extent) map.fit(item.extent, { maxZoom: 18 });
    else if (item.point) map.fit(around(item.point), { maxZoom: 18 });
  };

  // Findings of another moment do not belong behind these: then all are read anew.
  const goOn = async (seq: number, after: number) => {
    try {
      const page = await readCheck(server, new AbortController().signal, { after });
      setFault(null);
      if (page.seq === seq) setMore((before) => [...before, ...page.items]);
      else {
        setMore([]);
        again();
      }
    } catch (problem) {
      setFault(problem);
    }
  };

  return (
    <Page title={words.check} back="" lead={words.checkHint}>
      <Read reading={reading} again={again}>
        {({ seq, items: first, total }) =>
          total === 0 ? (
            <div class="setup-empty">
              <Tick />
              <p>{words.allRight}</p>
            </div>
          ) : (
            <>
              <p class="read">{words.found(count(total))}</p>
              {groupsOf([...first, ...more]).map((group) => (
                <Group
                  key={group.code}
                  group={group}
                  open={total > first.length + more.length}
                  chosen={chosen}
                  lead={lead}
                />
              ))}
              <Fault fault={fault} />
              {total > first.length + more.length && (
                <button
                  class="button"
                  type="button"
                  onClick={() => once(() => goOn(seq, first.length + more.length))}
                >
                  {words.moreFound(count(total - first.length - more.length))}
                </button>
              )}
            </>
          )
        }
      </Read>
    </Page>
  );
}

interface GroupOfFindings {
  readonly code: string;
  readonly severity: CheckItem["severity"];
  readonly items: readonly CheckItem[];
}

function Group(props: {
  group: GroupOfFindings;
  /** Whether findings are still to be read, perhaps of this kind. */
  open: boolean;
  chosen: CheckItem | null;
  lead: (item: CheckItem) => void;
}) {
  const { words } = useDesk();
  const { group, open, chosen, lead } = props;
  const [all, setAll] = useState(false);
  const shown = all ? group.items : group.items.slice(0, SHOWN);
  return (
    <section class={`findings-group is-${group.severity}`}>
      <h2>
        <span class="severity">{words.faulty[group.severity]}</span>
        {words.findingOf(group.code)}
        <strong>
          {count(group.items.length)}
          {open && "+"}
        </strong>
      </h2>
      <ul>
        {shown.map((item, index) => (
          <li key={index} class={chosen === item ? "chosen" : ""}>
            <button
              class="setup-row"
              type="button"
              aria-current={chosen === item}
              onClick={() => lead(item)}
            >
              <span>{item.message}</span>
            </button>
            {chosen === item && <Fix item={item} />}
          </li>
        ))}
      </ul>
      {group.items.length > shown.length && (
        <button class="button" type="button" onClick={() => setAll(true)}>
          {words.showAll(count(group.items.length))}
        </button>
      )}
    </section>
  );
}

/** What can be done about a finding. */
function Fix({ item }: { item: CheckItem }) {
  const { words, to } = useDesk();
  if (item.thing === "area" && item.code.startsWith("tiling-")) {
    return (
      <a class="button" href={to(`areas/${encodeURIComponent(item.subject)}`)}>
        {words.redraw}
      </a>
    );
  }
  if (item.code.startsWith("part-") || item.code === "tiling-gap") {
    return (
      <a class="button" href={to("areas")}>
        {words.drawToIt}
      </a>
    );
  }
  return null;
}

/** Findings by kind: the worst kind first, then the more frequent one. */
function groupsOf(items: readonly CheckItem[]): readonly GroupOfFindings[] {
  const groups = new Map<string, CheckItem[]>();
  for (const item of items) {
    const group = groups.get(item.code);
    if (group) group.push(item);
    else groups.set(item.code, [item]);
  }
  return Array.from(groups, ([code, found]) => ({
    code,
    severity: found.reduce<CheckItem["severity"]>(
      (worst, { severity }) => (RANK[severity] < RANK[worst] ? severity : worst),
      "note",
    ),
    items: found,
  })).sort((a, b) => RANK[a.severity] - RANK[b.severity] || b.items.length - a.items.length);
}
