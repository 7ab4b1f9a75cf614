import { useEffect, useMemo, useState } from "preact/hooks";
import {
  type Measure,
  type Off,
  readSpan,
  type SpanRow,
  type SpanTable,
} from "../api/organisation.ts";
import { LEVELS, type Level } from "../domain/levels.ts";
import { count } from "../domain/write.ts";
import { type Mark, MarkLayer } from "../map/tools/marks.ts";
import { useDesk, useReading } from "../setup/desk.ts";
import { Read } from "../setup/parts.tsx";
import { useDates, useOffice } from "./office.ts";
import { Empty, SectionPage, useReveal } from "./parts.tsx";

const MEASURES = ["households", "leaders", "links"] as const satisfies readonly Measure[];
/** Levels whose areas can be compared. */
const COMPARED: readonly Level[] = ["subdistrict", "community", "grid"];
/** So many areas off their rule are listed; the map marks all of them. */
const LISTED = 100;

/** Span of control: areas compared with the default range, those most outside it first. */
export function SpanPage() {
  const { said, areas } = useOffice();
  const { server, map, home } = useDesk();
  useEffect(() => {
    const whole = areas.of(home) ?? areas.below(null)[0];
    if (whole?.extent) map.fit(whole.extent);
  }, [areas, map, home]);
  // Nobody compares what they are but a part of.
  const own = areas.of(home)?.level ?? "county";
  const levels = COMPARED.filter(
    (level) => areas.present.includes(level) && LEVELS.indexOf(level) >= LEVELS.indexOf(own),
  );
  const [by, setBy] = useState<Level>(levels.includes("community") ? "community" : "grid");
  const [measure, setMeasure] = useState<Measure>("households");
  const { reading, again } = useReading(
    (signal) => readSpan(server, by, undefined, signal),
    [server, by],
  );
  return (
    <SectionPage section="span" lead={said.spans.lead}>
      <div class="filters">
        <label class="setup-field">
          {said.spans.measure}
          <select
            value={measure}
            onChange={({ currentTarget }) => setMeasure(currentTarget.value as Measure)}
          >
            {MEASURES.filter((one) => one !== "links" || by !== "grid").map((one) => (
              <option key={one} value={one}>
                {said.spans.measures[one]}
              </option>
            ))}
          </select>
        </label>
        <label class="setup-field">
          {said.spans.by}
          <select
            value={by}
            onChange={({ currentTarget }) => {
              const level = currentTarget.value as Level;
              setBy(level);
              if (level === "grid" && measure === "links") setMeasure("households");
            }}
          >
            {levels.map((level) => (
              <option key={level} value={level}>
                {said.levels[level]}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Read reading={reading} again={again}>
        {(table) => <Compared key={`${by} ${measure}`} table={table} measure={measure} />}
      </Read>
    </SectionPage>
  );
}

function Compared({ table, measure }: { table: SpanTable; measure: Measure }) {
  const { said, areas } = useOffice();
  const { lang, ground } = useDesk();
  const { on } = useDates(lang);
  const reveal = useReveal();
  const [chosen, setChosen] = useState<string | null>(null);
  const rule = table.rules[measure] ?? { least: 0, most: 0 };
  const rows = useMemo(() => sorted(table.rows, measure), [table, measure]);
  const scale = Math.max(rule.most, ...rows.map(({ spans }) => spans.most ?? 0), 1);
  const outliers = useMemo(() => {
    const off = table.outliers.filter((one) => one.measure === measure);
    return off.sort((one, other) => beyond(other, rule) - beyond(one, rule));
  }, [table, measure]);
  const shown = chosen
    ? outliers.filter(({ code }) => areas.path(code).some((area) => area.code === chosen))
    : outliers;
  const layer = useMemo(() => new MarkLayer(ground), [ground]);
  useEffect(() => () => layer.remove(), [layer]);
  const offSaid = ({ fit, count: amount }: Off) =>
    fit === "over"
      ? said.spans.overBy(count(amount - rule.most))
      : said.spans.underBy(count(rule.least - amount));
  // From afar one mark for each area that is compared; within the chosen one each that is off.
  useEffect(() => {
    const marks = chosen
      ? shown.map((one) => ({ code: one.code, sign: one.fit, text: offSaid(one) }))
      : rows.map(({ row, spans }) => {
          const sign = spans.over > 0 ? "over" : spans.under > 0 ? "under" : "within";
          return { code: row.code, sign, text: count(spans.over || spans.under) } as const;
        });
    layer.show(
      marks.flatMap(({ code, sign, text }): Mark[] => {
        const place = areas.of(code)?.middle;
        return place && sign !== "within" ? [{ place, sign, text }] : [];
      }),
    );
  }, [layer, rows, shown.length, chosen]);
  const press = (code: string) => {
    setChosen(chosen === code ? null : code);
    reveal(code);
  };
  if (rows.length === 0) return <Empty title={said.spans.nothing} />;
  const anybody = rows.some(({ spans }) => spans.under + spans.within + spans.over > 0);
  if (!anybody) return <Empty title={said.spans.nothing} />;
  return (
    <>
      <p class="setup-note">
        {said.spans.rule(rule.least, rule.most)} · {said.spans.asOf(on(table.as_of))} ·{" "}
        {said.spans.onMap}
      </p>
      <div class="table-frame">
        <table class="span-table">
          <thead>
            <tr>
              <th scope="col">{said.area}</th>
              <th scope="col" class="figure-cell">
                ▲ {said.spans.over}
              </th>
              <th scope="col" class="figure-cell">
                ▼ {said.spans.under}
              </th>
              <th scope="col" class="figure-cell wide-only">
                {said.spans.within}
              </th>
              <th scope="col" class="figure-cell">
                {said.spans.mean}
              </th>
              <th scope="col" class="bar-cell">
                {said.spans.range}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, spans }) => (
              <tr key={row.code} class={chosen === row.code ? "chosen" : ""}>
                <th scope="row">
                  <button
                    type="button"
                    aria-pressed={chosen === row.code}
                    onClick={() => press(row.code)}
                  >
                    {row.level === "grid" ? areas.placed(row.code) : (row.name ?? row.code)}
                  </button>
                </th>
                <td class={spans.over > 0 ? "figure-cell load-over" : "figure-cell faint"}>
                  {count(spans.over)}
                </td>
                <td class={spans.under > 0 ? "figure-cell load-under" : "figure-cell faint"}>
                  {count(spans.under)}
                </td>
                <td class="figure-cell wide-only">{count(spans.within)}</td>
                <td class="figure-cell">{spans.mean === null ? "—" : spans.mean.toFixed(1)}</td>
                <td class="bar-cell">
                  {spans.mean !== null && spans.least !== null && spans.most !== null && (
                    <RangeBar
                      least={spans.least}
                      most={spans.most}
                      mean={spans.mean}
                      rule={rule}
                      scale={scale}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length > 0 && (
        <section>
          <h2>
            {chosen && `${areas.of(chosen)?.name ?? chosen} · `}
            {said.spans.outliers(count(shown.length))}
          </h2>
          <ul class="rows">
            {shown.slice(0, LISTED).map((one) => (
              <li key={one.code}>
                <button class="place-button off-row" type="button" onClick={() => reveal(one.code)}>
                  <strong>{areas.placed(one.code)}</strong>
                  <span class={one.fit === "over" ? "load-over" : "load-under"}>
                    {one.fit === "over" ? "▲" : "▼"} {count(one.count)} {said.spans.units[measure]}
                    {lang === "en" ? ", " : "，"}
                    {offSaid(one)}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** From the least to the most, with the mean, over the band of the default. */
function RangeBar(props: {
  least: number;
  most: number;
  mean: number;
  rule: { readonly least: number; readonly most: number };
  scale: number;
}) {
  const { said } = useOffice();
  const { least, most, mean, rule, scale } = props;
  const x = (value: number) => (value / scale) * 116 + 2;
  return (
    <svg
      class="range-bar"
      viewBox="0 0 120 20"
      role="img"
      aria-label={said.spans.rangeSaid(count(least), count(most), mean.toFixed(1))}
    >
      <rect class="band" x={x(rule.least)} y="2" width={x(rule.most) - x(rule.least)} height="16" />
      <path class="from-to" d={`M${x(least)} 10H${x(most)}M${x(least)} 6V14M${x(most)} 6V14`} />
      <circle class="mean" cx={x(mean)} cy="10" r="3.5" />
    </svg>
  );
}

/** How far an area is beyond its rule. */
function beyond({ count: amount }: Off, rule: { readonly least: number; readonly most: number }) {
  return Math.max(amount - rule.most, rule.least - amount);
}

/** Areas that have such spans: those with most outside the default first. */
function sorted(rows: readonly SpanRow[], measure: Measure) {
  return rows
    .flatMap((row) => {
      const spans = row[measure];
      return spans ? [{ row, spans }] : [];
    })
    .sort(
      (one, other) =>
        other.spans.over + other.spans.under - (one.spans.over + one.spans.under) ||
        (other.spans.most ?? 0) - (one.spans.most ?? 0),
    );
}
