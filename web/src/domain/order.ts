/** Orders areas by a share, least first; areas without a target come last. */
export function worstFirst<Area extends { readonly code: string }>(
  areas: readonly Area[],
  share: (area: Area) => number | null,
): Area[] {
  return [...areas].sort(
    (one, other) => (share(one) ?? 2) - (share(other) ?? 2) || one.code.localeCompare(other.code),
  );
}
