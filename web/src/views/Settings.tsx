import type { Theme } from "../state/screen.ts";
import { keep } from "../state/screen.ts";
import { useAround } from "./context.ts";
import { HazardFilters } from "./HazardList.tsx";
import { Legend } from "./Legend.tsx";
import { Link } from "./Link.tsx";
import { PolygonButton } from "./PolygonButton.tsx";
import { useEntrySaid } from "./start/useStart.ts";

const THEMES: readonly Theme[] = ["system", "light", "dark"];

/** What is drawn, how it looks, in which language, and what else there is. */
export function Settings() {
  const { app, words, keys } = useAround();
  const said = words.settings;
  const entry = useEntrySaid();
  const other = words.lang === "en" ? "zh-CN" : "en";
  const speak = () => {
    keep(window, "gridmap.lang", other);
    const address = new URL(location.href);
    address.searchParams.delete("lang");
    history.replaceState(history.state, "", address);
    location.reload();
  };
  return (
    <div class="settings">
      {app.screen.narrow.value && <Legend />}
      {app.rights.cases && (
        <>
          <h2 class="small-title">{words.hazards.title}</h2>
          <HazardFilters />
        </>
      )}
      <h2 class="small-title">{said.look}</h2>
      <fieldset class="segments">
        <legend class="spoken">{said.theme.label}</legend>
        {THEMES.map((theme) => (
          <button
            key={theme}
            type="button"
            aria-pressed={app.screen.theme.value === theme}
            onClick={() => app.screen.paint(theme)}
          >
            {said.theme[theme]}
          </button>
        ))}
      </fieldset>
      <ul class="leads">
        {app.rights.figures && app.rights.households && (
          <li>
            <PolygonButton class="lead" />
          </li>
        )}
        <li>
          <button class="lead" type="button" lang={other} onClick={speak}>
            {said.otherLanguage}
          </button>
        </li>
        <li>
          <Link class="lead" view={{ kind: "records" }}>
            {said.records}
          </Link>
        </li>
        {app.rights.record && (
          <li>
            <Link class="lead" view={{ kind: "sheet", path: "" }}>
              {words.print.keyIn}
            </Link>
          </li>
        )}
        {app.rights.people && (
          <li>
            <Link class="lead" view={{ kind: "people", path: "" }}>
              {entry.start.organise}
            </Link>
          </li>
        )}
        {app.rights.register && !app.rights.setUp && (
          <li>
            <Link class="lead" view={{ kind: "setup", path: "" }}>
              {entry.start.ledger}
            </Link>
          </li>
        )}
        {app.rights.setUp && (
          <li>
            <Link class="lead" view={{ kind: "setup", path: "" }}>
              {said.setUp}
            </Link>
          </li>
        )}
        <li>
          <button
            class="lead"
            type="button"
            onClick={() => {
              keys.value = true;
            }}
          >
            {said.keys}
          </button>
        </li>
        <li>
          <a class="lead" href={`map?lang=${words.lang}`}>
            {said.oneFile}
          </a>
        </li>
        <li>
          <a class="lead" href="docs/">
            {said.docs}
          </a>
        </li>
      </ul>
    </div>
  );
}
