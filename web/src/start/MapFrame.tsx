import { useState } from "preact/hooks";
import type { Words } from "../words/words.ts";

/**
 * The one-file map beside the figures, without the heading that it has of its own; a workspace whose
 * map cannot be drawn says so instead.
 */
export function MapFrame({ words, address }: { words: Words; address: string }) {
  const [missing, setMissing] = useState(false);
  if (missing) return <p class="map missing">{words.noMap}</p>;
  return (
    <iframe
      class="map"
      title={words.map}
      src={`${address}#untitled`}
      onLoad={({ currentTarget }) =>
        // An error answer is JSON, which the browser shows as text.
        setMissing(currentTarget.contentDocument?.contentType !== "text/html")
      }
    />
  );
}
