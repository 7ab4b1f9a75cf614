import type { AreaFigure } from "../api/coverage.ts";
import { count, percent } from "../domain/write.ts";
import { useAround } from "./context.ts";

/** The share of a figure that is asked for: met, or knocked at. */
export function useShare() {
  const { app } = useAround();
  const attempted = app.address.where.value.share === "attempted";
  return {
    attempted,
    done: (figure: Pick<AreaFigure, "attempted" | "reached">) =>
      attempted ? figure.attempted : figure.reached,
    rate: (figure: Pick<AreaFigure, "rate" | "attempted_rate">) =>
      attempted ? figure.attempted_rate : figure.rate,
  };
}

/** A row's thin bar and its figures: what is done of the target, and the share. */
export function ShareOf({ figure }: { figure: AreaFigure }) {
  const share = useShare();
  const rate = share.rate(figure);
  return (
    <>
      <span class="row-of">
        {count(share.done(figure))} / {count(figure.target)}
      </span>
      <strong class="row-rate">{percent(rate)}</strong>
      <span class={rate === null ? "row-bar none" : "row-bar"} aria-hidden="true">
        <i style={{ width: `${(rate ?? 0) * 100}%` }} />
      </span>
    </>
  );
}
