interface Figures {
  readonly target: number;
  readonly reached: number;
  readonly attempted: number;
}

/** Adds figures up, number by number; rates are reckoned anew. */
export function total<Figure extends Figures>(
  figures: readonly Figure[],
): (Figure & { rate: number | null; attempted_rate: number | null }) | null {
  const [first, ...rest] = figures;
  if (!first) return null;
  const sum = { ...first };
  for (const figure of rest) {
    for (const name of Object.keys(figure) as (keyof Figure)[]) {
      const [have, more] = [sum[name] ?? 0, figure[name]];
      if (typeof have === "number" && typeof more === "number") {
        sum[name] = (have + more) as Figure[keyof Figure];
      }
    }
  }
  const { target, reached, attempted } = sum;
  return { ...sum, rate: rate(reached, target), attempted_rate: rate(attempted, target) };
}

/** A share of a target; none where there is no target. */
export function rate(done: number, target: number): number | null {
  return target > 0 ? done / target : null;
}
