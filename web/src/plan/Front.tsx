import { count } from "../domain/write.ts";
import { priceOf, useBench, usePlanWords } from "./context.ts";

const [WIDE, HIGH, EDGE] = [260, 86, 14];

/** What was found, drawn as what it is a choice between: a higher price to the right, more compact up. */
export function Front() {
  const { searching } = useBench();
  const words = usePlanWords();
  const outcomes = searching.outcomes.value;
  const taken = searching.taken.value;
  const points = outcomes.flatMap(({ then }) =>
    then.polsby_popper === null ? [] : [{ x: priceOf(then), y: then.polsby_popper }],
  );
  if (points.length !== outcomes.length || points.length < 2) return null;
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const place = (value: number, all: readonly number[], long: number) => {
    const [least, most] = [Math.min(...all), Math.max(...all)];
    return EDGE + ((long - 2 * EDGE) * (value - least)) / (most - least || 1);
  };
  const spots = points.map(({ x, y }) => ({
    x: place(x, xs, WIDE),
    y: HIGH - place(y, ys, HIGH),
  }));
  return (
    <section class="front">
      <header>
        <h2>{words.front(count(outcomes.length))}</h2>
        <small>{words.frontAxes}</small>
      </header>
      <svg viewBox={`0 0 ${WIDE} ${HIGH}`} role="img" aria-label={words.frontAxes}>
        <polyline points={spots.map(({ x, y }) => `${x},${y}`).join(" ")} />
        {spots.map(({ x, y }, index) => (
          <circle
            key={`${x} ${y} ${index}`}
            cx={x}
            cy={y}
            r={index === taken ? 6.5 : 4.5}
            class={index === taken ? "now" : ""}
          />
        ))}
      </svg>
    </section>
  );
}
