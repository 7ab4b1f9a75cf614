/** Floors that stand as one in the overview of a tower, by their place from the top. */
export interface Bundle {
  readonly first: number;
  /** The last place, itself included. */
  readonly last: number;
}

const SIZES = [1, 2, 3, 5, 10, 15, 20, 25, 50, 100] as const;

/**
 * Bundles floors so that there are no more bundles than fit: by round numbers, counted from the
 * ground, so that 11 to 20 stand together whatever stands above. A crumb at the top joins the
 * bundle below it.
 *
 * @param floors - From the top down; null for doors of no floor, which come last.
 */
export function bundled(floors: readonly (number | null)[], most: number): Bundle[] {
  const size = SIZES.find((one) => chunks(floors, one).length <= Math.max(most, 1)) ?? 100;
  const found = chunks(floors, size);
  const [top, below] = found;
  if (top && below && floors[below.first] !== null && top.last - top.first + 1 < size / 2) {
    found.splice(0, 2, { first: top.first, last: below.last });
  }
  return found;
}

function chunks(floors: readonly (number | null)[], size: number): Bundle[] {
  const found: { first: number; last: number }[] = [];
  let before: number | null | undefined;
  for (const [at, floor] of floors.entries()) {
    const here = floor === null ? null : Math.ceil(floor / size);
    const last = found[found.length - 1];
    if (last && here === before) last.last = at;
    else found.push({ first: at, last: at });
    before = here;
  }
  return found;
}
