const PATHS = {
  select: "M5 3.5l12.5 7-5.5 1.7-2.5 5.3z",
  lasso:
    "M12 4c-5 0-8.5 2.3-8.5 5.3S7 14.6 12 14.6s8.5-2.3 8.5-5.3S17 4 12 4M7 13.8c-1.3 1-1.6 2.5-.6 3.3s2.6.4 2.9-.9M7.3 17.5c.3 1.5-.4 2.5-1.8 3",
  split: "M20 4L4 20M7 5.5h5M12 18.5h5M14.5 16v5",
  merge: "M6 3.5v4.5c0 3 6 3.5 6 6.5v6M18 3.5v4.5c0 3-6 3.5-6 6.5",
  found: "M12 5v14M5 12h14",
  lock: "M6 11h12v9H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11",
  undo: "M8.5 5L4 9.5 8.5 14M4 9.5h10a5.5 5.5 0 0 1 0 11h-4",
  redo: "M15.5 5L20 9.5 15.5 14M20 9.5H10a5.5 5.5 0 0 0 0 11h4",
  right: "M4 12h15M13.5 6.5L19 12l-5.5 5.5",
  check: "M4 12.5l5.5 5.5L20 6.5",
  down: "M12 4v13M6.5 11.5L12 17l5.5-5.5M5 20.5h14",
} as const;

export type GlyphName = keyof typeof PATHS;

/** A drawn sign of the studio; the words beside it say what it means. */
export function Glyph({ name, size = 20 }: { name: GlyphName; size?: number }) {
  return (
    <svg class="glyph" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
