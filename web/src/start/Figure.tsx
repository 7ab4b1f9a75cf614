import type { AreaCoverage, Coverage } from "../api/coverage.ts";
import { count, day, dayBefore, percent } from "../domain/write.ts";
import type { Words } from "../words/words.ts";

/** One area's coverage with everything that belongs to it: target, reasons, period, as-of time. */
export function Figure(props: { area: AreaCoverage; coverage: Coverage; words: Words }) {
  const { area, coverage, words } = props;
  const tried = area.attempted - area.reached;
  const orphans = coverage.orphans.target;
  return (
    <article class="figure">
      <h1>{area.name ?? area.code}</h1>
      <p class="when">{when(coverage, words)}</p>
      {area.target === 0 ? (
        <p>{words.noTarget}</p>
      ) : (
        <>
          <p class="count">
            <strong>{count(area.reached)}</strong>{" "}
            <span class="of">
              / {count(area.target)} {words.households}
            </span>
            <span class="rate">{percent(area.rate)}</span>
          </p>
          <div class="bar" aria-hidden="true">
            <i class="met" style={{ flexGrow: area.reached }} />
            <i class="tried" style={{ flexGrow: tried }} />
            <i class="left" style={{ flexGrow: area.untried }} />
          </div>
          <dl>
            <Share mark="met" label={words.met} value={area.reached} />
            <Share mark="tried" label={words.tried} value={tried} />
            <Share mark="left" label={words.left} value={area.untried} />
          </dl>
          <p class="note">{words.attempted(count(area.attempted))}</p>
          {area.excluded > 0 && <p class="note">{words.leftOut(count(area.excluded))}</p>}
          {orphans > 0 && <p class="note">{words.orphans(count(orphans))}</p>}
        </>
      )}
    </article>
  );
}

function Share({ mark, label, value }: { mark: string; label: string; value: number }) {
  return (
    <div>
      <dt>
        <i class={`mark ${mark}`} />
        {label}
      </dt>
      <dd>{count(value)}</dd>
    </div>
  );
}

function when({ period, as_of }: Coverage, words: Words): string {
  const asOf = words.asOf(day(as_of, words.lang));
  if (!period.from) return asOf;
  const from = day(period.from, words.lang);
  const span = period.to
    ? words.span(from, day(dayBefore(period.to), words.lang))
    : words.since(from);
  return `${span} · ${asOf}`;
}
