import { useEffect } from "preact/hooks";
import { readMap, readMapAreas } from "../api/map.ts";
import { type Desk, DeskContext, useDesk, useReading } from "../setup/desk.ts";
import { type PagesProps, useDeskOf } from "../setup/pages.ts";
import { Read } from "../setup/parts.tsx";
import { pathsOf, usePath } from "../setup/path.ts";
import { people as english } from "../words/en/people.ts";
import { people as chinese } from "../words/zh-CN/people.ts";
import { Areas } from "./areas.ts";
import { BulkPage } from "./BulkPage.tsx";
import { GivePage } from "./GivePage.tsx";
import { InvitationsPage } from "./InvitationsPage.tsx";
import { LinksPage } from "./LinksPage.tsx";
import { LooksPage } from "./LooksPage.tsx";
import { OrphansPage } from "./OrphansPage.tsx";
import { OfficeContext, type OfficeDesk } from "./office.ts";
import { PartyPage } from "./PartyPage.tsx";
import { PersonPage } from "./PersonPage.tsx";
import { RequestsPage } from "./RequestsPage.tsx";
import { ServePage } from "./ServePage.tsx";
import { SpanPage } from "./SpanPage.tsx";
import { TeamsPage } from "./TeamsPage.tsx";
import "../setup/page.css";
import "../setup/forms.css";
import "./people.css";
import "./serve.css";
import "./compared.css";
import "./party.css";
import "./sheets.css";

const PATHS = pathsOf("people");

/** The organisation: who serves where, who stays in touch with whom, what nobody answers for. */
export function People(props: PagesProps) {
  const { map, me } = props;
  const said = props.words.lang === "zh-CN" ? chinese : english;
  const desk = useDeskOf(props, PATHS, said.title);
  useEffect(() => () => map.select(null), [map]);
  return (
    <DeskContext.Provider value={desk}>
      <div class="setup people">
        <Inside desk={desk} said={said} me={me} />
      </div>
    </DeskContext.Provider>
  );
}

/** The pages, once it is known which areas there are. */
function Inside(props: { desk: Desk; said: typeof english; me: PagesProps["me"] }) {
  const { desk, said, me } = props;
  const { server } = desk;
  const { reading, again } = useReading(
    async (signal) => {
      const info = await readMap(server, signal);
      const levels = info.levels.map(({ level }) => readMapAreas(server, level, signal));
      const homes = (me?.offices ?? []).map(({ area }) => area);
      const areas = new Areas(
        (await Promise.all(levels)).flat(),
        // An administrator serves in no area, and reaches all.
        homes.flatMap((home) => (homes.includes(null) ? [] : (home ?? []))),
      );
      return {
        said,
        areas,
        today: info.today,
        zone: info.tz,
      } satisfies OfficeDesk;
    },
    [server, said, me],
  );
  return (
    <Read reading={reading} again={again}>
      {(office) => (
        <OfficeContext.Provider value={office}>
          <Shown />
        </OfficeContext.Provider>
      )}
    </Read>
  );
}

function Shown() {
  const path = usePath("people");
  const { home } = useDesk();
  const [page = "", ...things] = path.split("/");
  const [thing = "", ...rest] = things;
  switch (page) {
    case "person":
      return <PersonPage key={thing} uid={thing} />;
    case "give":
    case "handover":
      return <GivePage key={path} way={page} asked={things} />;
    case "invitations":
      return <InvitationsPage key={path} uids={thing.split(",").filter(Boolean)} />;
    case "bulk":
    case "new":
    case "import":
      return <BulkPage key={path} job={page === "import" ? thing : null} />;
    case "links":
      return <LinksPage key={thing} code={thing || null} leader={rest[0] ?? null} />;
    case "span":
      return <SpanPage />;
    case "orphans":
      return <OrphansPage key={thing} kind={thing || null} />;
    case "party":
      return <PartyPage key={thing} code={thing || null} />;
    case "teams":
      return <TeamsPage />;
    case "looks":
      return <LooksPage />;
    case "requests":
      return <RequestsPage />;
    default:
      return (
        <ServePage key={path} code={(page === "in" && thing) || home} vacant={page === "vacant"} />
      );
  }
}
