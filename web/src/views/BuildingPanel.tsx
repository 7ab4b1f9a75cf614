import { Refusal } from "../api/server.ts";
import { count } from "../domain/write.ts";
import { Path } from "./AreaPanel.tsx";
import { areaName } from "./areaName.ts";
import { buildingName } from "./buildingName.ts";
import { useAround } from "./context.ts";
import { HazardRow } from "./HazardRows.tsx";
import { Link } from "./Link.tsx";
import { Matrix } from "./matrix/Matrix.tsx";
import { Premises } from "./matrix/Premises.tsx";
import { isUntold } from "./matrix/plan.ts";
import { Adopting, Sharing } from "./matrix/Sharing.tsx";
import { useRegister, useSaid } from "./matrix/said.ts";
import { Bars, Empty, Fault, Nothing } from "./Said.tsx";
import "./building.css";

/** One building: who answers for it, how its doors stand, its hazards. */
export function BuildingPanel() {
  const { app, words } = useAround();
  const inner = useSaid();
  const register = useRegister();
  const reading = app.chosen.building;
  const building = app.buildingNow.value;
  if (!building) {
    const fault = reading.fault.value;
    if (fault instanceof Refusal && fault.status === 404) {
      return <Nothing title={words.building.unknown} hint={words.building.unknownHint} />;
    }
    return fault ? <Fault fault={fault} /> : <Bars rows={6} />;
  }
  const { inside: units, matrix, status, levels, target, reached, uid, n } = building;
  const hazards = app.hazards.shown.value.filter((hazard) => hazard.building === uid);
  const facts = [
    ...(n === null ? [] : [words.building.number(`${n}`)]),
    ...(units.length > 1 ? [words.building.units(count(units.length))] : []),
    ...(levels ? [words.building.floors(count(levels))] : []),
  ];
  const left = building.parts.find(({ area }) => area === null);
  return (
    <div class="view building">
      <header class="view-head">
        <Answering codes={building.areas} />
        <h1>{buildingName(building, words)}</h1>
        <p class="building-facts">
          {target !== null && reached !== null && target > 0 && (
            <span class="building-figure">
              <strong>{count(reached)}</strong> {words.figure.of(count(target), words.figure.met)}
            </span>
          )}
          <span class="sub">
            {/* Whoever is told no figures here is told no state either. */}
            {target !== null && (
              <span class={`status-tag ${status}`}>{words.building.status[status]}</span>
            )}{" "}
            {words.joined(facts)}
          </span>
        </p>
      </header>
      {building.few && <p class="note">{words.building.few}</p>}
      {left && matrix.may_split && <Adopting uid={uid} at={building.point} left={left} />}
      {units.length === 0 ? (
        <Empty title={words.building.noDoors} hint={words.building.noDoorsHint} />
      ) : (
        <Matrix units={units} />
      )}
      {units.length > 0 && units.every(isUntold) && <p class="note">{inner.untold}</p>}
      {building.doors.some(({ estimated }) => estimated) && (
        <p class="note">
          {words.building.estimatedDoors} {matrix.guessed && inner.guessed}
        </p>
      )}
      <Parts />
      {matrix.may_split && units.length > 0 && (
        <Sharing uid={uid} at={building.point} units={units} />
      )}
      {register && (target !== null || building.few) && <Premises uid={uid} />}
      {hazards.length > 0 && (
        <section class="block">
          <h2 class="block-title">{words.building.hazards}</h2>
          <ul class="rows">
            {hazards.map((hazard) => (
              <HazardRow key={hazard.uid} hazard={hazard} />
            ))}
          </ul>
        </section>
      )}
      <div class="actions">
        {app.rights.report && (
          <Link class="button" view={{ kind: "report", building: uid, place: building.point }}>
            {words.area.report}
          </Link>
        )}
      </div>
    </div>
  );
}

/** Where the building belongs: one area and those above it, or what its areas have above them. */
function Answering({ codes }: { codes: readonly string[] }) {
  const { app, words } = useAround();
  const [first] = codes;
  if (first === undefined) return <p class="path orphan">{words.building.nobody}</p>;
  const area = app.world.name(first);
  if (!area) return <p class="path orphan">{first}</p>;
  return <Path areas={[...app.world.above(area), ...(codes.length === 1 ? [area] : [])]} />;
}

/** Where more share a house their borders among its doors are enough. */
const FEW_SHARES = 3;

/** The parts of a house that several areas answer for. */
function Parts() {
  const { app, words } = useAround();
  const inner = useSaid();
  const parts = app.buildingNow.value?.parts ?? [];
  if (new Set(parts.map(({ area }) => area)).size < 2) return null;
  const someNamed = parts.some(({ unit }) => unit !== null);
  const floors = (low: number | null, high: number | null) => {
    if (low === null) return high === null ? words.building.allFloors : inner.upTo(`${high}`);
    return high === null ? inner.from(`${low}`) : words.building.floorSpan(`${low}`, `${high}`);
  };
  const shares = new Set(parts.map(({ area }) => area)).size;
  return (
    <details class="block parts" open={shares <= FEW_SHARES}>
      <summary class="block-title">{inner.shared}</summary>
      <ul>
        {parts.map(({ unit, floor_lo: low, floor_hi: high, area }) => {
          const named = area === null ? null : app.world.name(area);
          const where = [
            unit === null ? someNamed && inner.otherUnits : words.building.unit(unit),
            floors(low, high),
          ];
          return (
            <li key={`${unit} ${low} ${high}`}>
              <span>{words.joined(where.filter((part): part is string => Boolean(part)))}</span>
              <span>
                {area === null
                  ? words.building.nobody
                  : words.building.belongs(named ? areaName(named, words) : area)}
              </span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
