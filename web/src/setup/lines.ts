import { readOutlines, readStreets } from "../api/outlines.ts";
import type { Server } from "../api/server.ts";
import { toPoint } from "../domain/mercator.ts";
import { partsOf } from "../domain/outline.ts";
import type { SnapLine } from "../domain/snapping.ts";
import type { Extent } from "../map/contract.ts";
import type { SetupMap } from "./desk.ts";

/** Wider than this nobody draws; the server does not send so many streets either. */
const WIDEST = 0.19;

/** The streets and borders in sight, which drawing snaps to; they follow the map. */
export class Lines {
  private streets: readonly SnapLine[] = [];
  private borders: readonly SnapLine[] = [];
  private ending = new AbortController();
  private readonly unlisten: () => void;

  constructor(
    private readonly server: Server,
    map: SetupMap,
    seen: Extent,
    /** Code of the area that is redrawn: it does not snap to itself. */
    private readonly except: string | null,
  ) {
    this.unlisten = map.on("rest", (_, extent) => this.read(extent));
    this.read(seen);
  }

  all(): readonly SnapLine[] {
    return [...this.borders, ...this.streets];
  }

  end(): void {
    this.unlisten();
    this.ending.abort();
  }

  private read(extent: Extent): void {
    this.ending.abort();
    this.ending = new AbortController();
    const { signal } = this.ending;
    const [west, south, east, north] = extent;
    if (east - west > WIDEST || north - south > WIDEST) return;
    // Drawing goes on without lines: what cannot be read does not snap.
    const nothing = () => {};
    readStreets(this.server, extent, signal).then(({ features }) => {
      this.streets = features.flatMap(({ geometry }) => linesOf(geometry));
    }, nothing);
    readOutlines(this.server, extent, signal).then(({ items }) => {
      this.borders = items
        .filter(({ code }) => code !== this.except)
        .flatMap(({ outline }) => (outline ? linesOf(outline) : []));
    }, nothing);
  }
}

/** The lines of a geometry in the flat world; a ring comes back to its beginning. */
function linesOf(geometry: { readonly type: string; readonly coordinates?: unknown }): SnapLine[] {
  const found = partsOf(geometry);
  if (!found || found.form === "point") return [];
  return found.parts.map((part) => {
    const points = part.map(toPoint);
    const [first] = points;
    return found.form === "area" && first ? [...points, first] : points;
  });
}
