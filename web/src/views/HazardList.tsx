import { CATEGORIES, type Category, SEVERITIES, type Severity } from "../domain/hazards.ts";
import { count } from "../domain/write.ts";
import { useAround } from "./context.ts";
import { HazardRow } from "./HazardRows.tsx";
import { Link } from "./Link.tsx";
import { Bars, Empty, Fault } from "./Said.tsx";

/** All hazards, what needs a person first. */
export function HazardList() {
  const { app, words } = useAround();
  const { open, shown, overdue } = app.hazards;
  const all = open.value.value;
  const hazards = shown.value;
  return (
    <div class="view">
      <header class="view-head">
        <h1>{words.hazards.title}</h1>
        {all && (
          <p class="sub">
            {words.joined([
              words.hazards.count(count(all.length)),
              words.hazards.overdueCount(count(overdue.value)),
              words.hazards.order,
            ])}
          </p>
        )}
      </header>
      <HazardFilters />
      {!all && (open.state.value === "failed" ? <Fault fault={open.fault.value} /> : <Bars />)}
      {all && hazards.length === 0 && (
        <Empty
          icon="check"
          title={all.length === 0 ? words.hazards.none : words.hazards.noneFiltered}
          hint={all.length === 0 ? words.hazards.noneHint : undefined}
        />
      )}
      <ul class="rows">
        {hazards.slice(0, 200).map((hazard) => (
          <HazardRow key={hazard.uid} hazard={hazard} />
        ))}
      </ul>
      {app.rights.report && (
        <div class="actions">
          <Link class="button primary" view={{ kind: "report", building: null, place: null }}>
            {words.hazards.report}
          </Link>
        </div>
      )}
    </div>
  );
}

/** Which hazards are shown, on the map and in the list alike. */
export function HazardFilters() {
  const { app, words } = useAround();
  const filter = app.hazards.filter.value;
  const said = words.hazards;
  return (
    <fieldset class="filters">
      <legend class="spoken">{said.filter}</legend>
      <select
        aria-label={said.every}
        value={filter.category ?? ""}
        onChange={({ currentTarget: { value } }) =>
          app.hazards.choose({ category: (value || null) as Category | null })
        }
      >
        <option value="">{said.every}</option>
        {CATEGORIES.map((category) => (
          <option key={category} value={category}>
            {said.categories[category]}
          </option>
        ))}
      </select>
      <select
        aria-label={said.everySeverity}
        value={filter.severity ?? ""}
        onChange={({ currentTarget: { value } }) =>
          app.hazards.choose({ severity: (value || null) as Severity | null })
        }
      >
        <option value="">{said.everySeverity}</option>
        {SEVERITIES.map((severity) => (
          <option key={severity} value={severity}>
            {said.severities[severity]}
          </option>
        ))}
      </select>
      <label class="tick">
        <input
          type="checkbox"
          checked={filter.overdueOnly}
          onChange={({ currentTarget }) =>
            app.hazards.choose({ overdueOnly: currentTarget.checked })
          }
        />
        {said.overdueOnly}
      </label>
      <label class="tick">
        <input
          type="checkbox"
          checked={filter.withHandled}
          onChange={({ currentTarget }) =>
            app.hazards.choose({ withHandled: currentTarget.checked })
          }
        />
        {said.withHandled}
      </label>
    </fieldset>
  );
}
