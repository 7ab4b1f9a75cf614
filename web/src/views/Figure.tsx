import type { Figure as Counts } from "../api/coverage.ts";
import { lastDay, presetOf } from "../domain/period.ts";
import { partsOf, type Reason } from "../domain/reasons.ts";
import { count, day, percent } from "../domain/write.ts";
import type { Words } from "../words/words.ts";
import { useAround } from "./context.ts";
import { useShare } from "./Share.tsx";
import "./figure.css";

interface Said {
  readonly figure: Counts;
  readonly period: { readonly from: string | null; readonly to: string | null };
  readonly asOf: string;
}

/** From so many households on, counts have five figures. */
const MANY = 10_000;

/** A figure with everything that belongs to it: target, reasons, exclusions, period, as-of day. */
export function Figure({ figure, period, asOf }: Said) {
  const { words } = useAround();
  const share = useShare();
  const said = words.figure;
  if (figure.target === 0) {
    return (
      <div class="figure">
        <p class="note">{words.sentences([said.noTarget, ...excludedSaid(figure, words)])}</p>
      </div>
    );
  }
  const parts = partsOf(figure);
  const rate = percent(share.rate(figure));
  const what = share.attempted ? said.attempted : said.met;
  return (
    <div class="figure">
      <p class="figure-line">
        <strong>{count(share.done(figure))}</strong>{" "}
        <span class="figure-of">{said.of(count(figure.target), what)}</span>
        <span class="figure-rate">{rate}</span>
      </p>
      <div class="figure-bar" aria-hidden="true">
        {parts
          .filter(({ households }) => households > 0)
          .map(({ reason, households }) => (
            <i key={reason} class={`fill ${reason}`} style={{ flexGrow: households }} />
          ))}
      </div>
      <dl class={figure.target >= MANY ? "reasons many" : "reasons"}>
        {parts.map(({ reason, households }) => (
          <ReasonRow key={reason} reason={reason} households={households} />
        ))}
        {figure.excluded > 0 && (
          <div class="reason">
            <dt>
              <i class="fill none" />
              {said.excluded}
            </dt>
            <dd>{count(figure.excluded)}</dd>
          </div>
        )}
      </dl>
      <p class="note">
        {words.sentences([
          said.attemptedNote(count(figure.attempted)),
          ...excludedSaid(figure, words),
          ...(figure.target_estimated > 0
            ? [said.estimated(count(figure.target_estimated), count(figure.target))]
            : []),
        ])}
      </p>
      <p class="note">
        {words.joined([periodSaid(period, asOf, words), words.asOf(day(asOf, words.lang))])}
      </p>
    </div>
  );
}

function ReasonRow({ reason, households }: { reason: Reason; households: number }) {
  const { words } = useAround();
  return (
    <div class={reason === "untried" ? "reason left" : "reason"}>
      <dt>
        <i class={`fill ${reason}`} />
        {words.figure.reasons[reason]}
      </dt>
      <dd>{count(households)}</dd>
    </div>
  );
}

function excludedSaid(figure: Counts, words: Words): string[] {
  if (figure.excluded === 0) return [];
  const { excluded_vacant: vacant, excluded_do_not_visit: doNotVisit } = figure;
  return [words.figure.excludedNote(count(vacant), count(doNotVisit))];
}

/** A period as people say it: by its name, or by its first and last day. */
export function periodSaid(
  period: { readonly from: string | null; readonly to: string | null },
  today: string,
  words: Words,
): string {
  const preset = presetOf(period, today);
  if (preset && preset !== "month") return words.period[preset];
  const from = period.from && day(period.from, words.lang);
  const last = lastDay(period);
  const to = last && day(last, words.lang);
  if (from && to) return words.period.span(from, to);
  if (from) return words.period.since(from);
  return to ? words.period.until(to) : words.period.all;
}
