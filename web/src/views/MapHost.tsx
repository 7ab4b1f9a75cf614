import { useEffect, useRef } from "preact/hooks";
import { bindMap } from "./bindMap.ts";
import { useAround } from "./context.ts";
import "./map.css";

/** The map, filling the window; it stands once it is known what there is to show. */
export function MapHost() {
  const around = useAround();
  const host = useRef<HTMLDivElement>(null);
  const known = around.app.world.info.value.value !== null;
  useEffect(() => {
    // What came between the drawing and this is drawn next: a map of then would be thrown away.
    const info = known ? around.app.world.info.value.peek() : null;
    if (!host.current || !info) return;
    return bindMap(host.current, around, info);
  }, [known, around]);
  return <div class="map-host" ref={host} />;
}
