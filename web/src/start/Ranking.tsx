import type { AreaCoverage } from "../api/coverage.ts";
import { worstFirst } from "../domain/order.ts";
import { count, percent } from "../domain/write.ts";
import type { Words } from "../words/words.ts";

/** Areas side by side, those with most left to do first. Areas are compared, never people. */
export function Ranking({ areas, words }: { areas: readonly AreaCoverage[]; words: Words }) {
  return (
    <section class="ranking">
      <h2>
        {words.communities} <small>{words.worstFirst}</small>
      </h2>
      <ol>
        {worstFirst(areas).map((area) => (
          <li key={area.code}>
            <span class="name">{area.name ?? area.code}</span>
            <span class="of">
              {count(area.reached)} / {count(area.target)}
            </span>
            <strong>{percent(area.rate)}</strong>
            <span class="share" aria-hidden="true">
              <i class="met" style={{ width: `${(area.rate ?? 0) * 100}%` }} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
