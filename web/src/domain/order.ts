/** Orders areas by the share met, least first; areas without a target come last. */
export function worstFirst<Area extends { readonly rate: number | null; readonly code: string }>(
  areas: readonly Area[],
): Area[] {
  return [...areas].sort(
    (one, other) => (one.rate ?? 2) - (other.rate ?? 2) || one.code.localeCompare(other.code),
  );
}
