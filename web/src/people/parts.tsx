import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { readArea } from "../api/areas.ts";
import type { MapArea } from "../api/map.ts";
import { LEVELS, type Level } from "../domain/levels.ts";
import { useDesk } from "../setup/desk.ts";
import { TextField } from "../setup/fields.tsx";
import { Page, Tick } from "../setup/parts.tsx";
import { called, useOffice } from "./office.ts";

type Section = keyof ReturnType<typeof useOffice>["said"]["pages"];

/** A section of the organisation: the ways to the others stand above it. */
export function SectionPage(props: {
  section: Section;
  lead?: ComponentChildren;
  actions?: ComponentChildren;
  children: ComponentChildren;
}) {
  const { said } = useOffice();
  const { to, open, rights } = useDesk();
  const { section, lead, actions, children } = props;
  const communities = useCommunities();
  const mine: Readonly<Record<Section, boolean>> = {
    serve: rights.people,
    links: rights.people,
    span: rights.people,
    orphans: rights.people,
    party: rights.people && communities.length > 0,
    teams: rights.people,
    requests: rights.register,
    looks: true,
  };
  const sections = (Object.keys(said.pages) as Section[]).filter((one) => mine[one]);
  return (
    <div class="section-page">
      <Page
        title={said.pages[section]}
        lead={
          <>
            {/* Eight buttons would fill half a phone. */}
            <select
              class="people-section"
              aria-label={said.sections}
              value={section}
              onChange={({ currentTarget }) => open(addressOf(currentTarget.value))}
            >
              {sections.map((one) => (
                <option key={one} value={one}>
                  {said.pages[one]}
                </option>
              ))}
            </select>
            <nav class="people-sections" aria-label={said.sections}>
              {sections.map((one) => (
                <a
                  key={one}
                  href={to(addressOf(one))}
                  aria-current={one === section ? "page" : undefined}
                >
                  {said.pages[one]}
                </a>
              ))}
            </nav>
          </>
        }
        actions={actions}
      >
        {lead && <p class="setup-lead">{lead}</p>}
        {children}
      </Page>
    </div>
  );
}

/** The list of who serves is where the organisation begins. */
function addressOf(section: string): string {
  return section === "serve" ? "" : section;
}

/** Says what is good, or what comes next. */
export function Empty(props: { title: string; hint?: string; children?: ComponentChildren }) {
  return (
    <div class="setup-empty">
      <Tick />
      <strong>{props.title}</strong>
      {props.hint && <p>{props.hint}</p>}
      {props.children}
    </div>
  );
}

/** Lets an area stand out on the map and brings it into sight. */
export function useReveal(): (code: string) => void {
  const { areas } = useOffice();
  const { map, server } = useDesk();
  const ending = new AbortController();
  useEffect(() => () => ending.abort(), []);
  return (code) => {
    const area = areas.of(code);
    if (area?.extent) map.fit(area.extent, { maxZoom: 17 });
    readArea(server, code, ending.signal).then(
      ({ outline }) => map.select({ area: code, outline: outline as GeoJSON.Geometry | null }),
      () => {},
    );
  };
}

/** Which area: its name is written, or it is pressed on the map. */
export function AreaField(props: {
  label: string;
  code: string | null;
  set: (code: string | null) => void;
  among?: readonly Level[];
}) {
  const { said, areas } = useOffice();
  const { map } = useDesk();
  const { label, code, set, among = LEVELS } = props;
  const [text, setText] = useState("");
  useEffect(
    () =>
      map.on(
        "pick",
        ({ area }) => area && among.includes(areas.of(area)?.level as Level) && set(area),
      ),
    [map, areas, set],
  );
  if (code) {
    return (
      <div class="setup-field">
        {label}
        <span class="chosen-thing">
          <strong>{areas.placed(code)}</strong>
          <button class="quiet" type="button" onClick={() => set(null)}>
            {said.cancel}
          </button>
        </span>
      </div>
    );
  }
  const found = areas
    .find(text, 60)
    .filter(({ level }) => among.includes(level))
    .slice(0, 8);
  return (
    <div>
      <TextField label={label} value={text} set={setText} placeholder={said.findArea} />
      {text.trim() && found.length === 0 && <p class="setup-note">{said.noAreaFound}</p>}
      <ul class="things">
        {found.map((area) => (
          <li key={area.code}>
            <button class="setup-row" type="button" onClick={() => set(area.code)}>
              <strong>{areas.placed(area.code)}</strong>
              <span>{area.code}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The communities whose people are somebody's to see; none where they serve below one. */
export function useCommunities(): readonly MapArea[] {
  const { areas } = useOffice();
  const { home } = useDesk();
  return areas
    .at("community")
    .filter(({ code }) => !home || areas.path(code).some((above) => above.code === home));
}

/**
 * What a page of one community is about: the one asked for, or the first of one's own; the map chooses
 * another. Whoever serves below a community has their own area in its place.
 */
export function useCommunity(
  section: "links" | "party",
  asked: string | null,
): { community: string | null; choose: (code: string) => void } {
  const { areas } = useOffice();
  const { map, open, home } = useDesk();
  const [first] = useCommunities();
  const choose = (code: string) => open(`${section}/${code}`);
  useEffect(
    () =>
      map.on("pick", ({ area }) => {
        const picked = areas.above(area, "community");
        if (picked) choose(picked.code);
      }),
    [map, areas, open],
  );
  return { community: areas.of(asked)?.code ?? first?.code ?? home, choose };
}

/** Which community, where there is a choice. */
export function CommunityField({
  code,
  set,
}: {
  code: string | null;
  set: (code: string) => void;
}) {
  const { said } = useOffice();
  const communities = useCommunities();
  if (communities.length < 2) return null;
  return (
    <label class="setup-field">
      {said.levels.community}
      <select value={code ?? ""} onChange={({ currentTarget }) => set(currentTarget.value)}>
        {!code && <option value="">{said.links.choose}</option>}
        {communities.map((area) => (
          <option key={area.code} value={area.code}>
            {called(area)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A day; its label says which. */
export function DayField(props: { label: string; value: string; set: (day: string) => void }) {
  return (
    <label class="setup-field">
      {props.label}
      <input
        type="date"
        value={props.value}
        required
        onInput={({ currentTarget }) => props.set(currentTarget.value)}
      />
    </label>
  );
}
