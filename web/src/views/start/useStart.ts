import { useEffect, useState } from "preact/hooks";
import { entrySaid } from "../../entry/hall.ts";
import type { EntryWords } from "../../words/en/entry.ts";
import { useAround } from "../context.ts";

/** What the starts say: it comes with the views that come later. */
export function useEntrySaid(): EntryWords {
  return entrySaid(useAround().words.lang);
}

/** Something a start shows beside the figures; without it the start stands all the same. */
export function useRead<Value>(
  read: (signal: AbortSignal) => Promise<Value>,
  ...about: readonly unknown[]
): Value | null {
  const [value, set] = useState<Value | null>(null);
  useEffect(() => {
    const attempt = new AbortController();
    read(attempt.signal).then(set, () => {});
    return () => attempt.abort();
  }, about);
  return value;
}
