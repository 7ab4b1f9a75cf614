import { createContext } from "preact";
import { useContext, useEffect, useMemo } from "preact/hooks";
import { Refusal, type Server } from "../api/server.ts";
import type { Camera, Extent, MapEvents, Place, Selection } from "../map/contract.ts";
import type { Ground } from "../map/tools/ground.ts";
import { onlyOnce, Reading } from "../state/reading.ts";
import type { Rights } from "../state/rights.ts";
import type { DrawingWords } from "../words/en/drawing.ts";
import type { SetupWords } from "../words/en/setup.ts";

/** Whoever points with a finger has a phone: no keys, and they may stand before the building. */
export const FINGER = matchMedia("(pointer: coarse)").matches;

/** What setting up asks of the map. */
export interface SetupMap {
  fit(extent: Extent, options?: { maxZoom?: number }): void;
  select(selection: Selection | null): void;
  camera(): Camera;
  showPosition(place: Place | null, accuracy?: number): void;
  on<Name extends keyof MapEvents>(name: Name, listener: MapEvents[Name]): () => void;
}

/** What every page of setting up works with. */
export interface Desk {
  readonly words: SetupWords;
  readonly drawing: DrawingWords;
  readonly lang: "zh-CN" | "en";
  readonly server: Server;
  /** What whoever signed in may do: the pages offer nothing else. */
  readonly rights: Rights;
  /** Code of the area that they begin with; null for all. */
  readonly home: string | null;
  readonly map: SetupMap;
  readonly ground: Ground;
  /** Address of a page of setting up, such as `import/ID`, for links. */
  readonly to: (path: string) => string;
  /** Opens a page; `instead` leaves no step back to this one. */
  readonly open: (path: string, instead?: boolean) => void;
  /** On a phone: lowers the sheet for the map, or raises it again. */
  readonly sheet: (stop: "peek" | "half") => void;
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("outside of setting up");
  return desk;
}

/** Reads from the server when the page opens and whenever one of `on` changes. */
export function useReading<Value>(
  load: (signal: AbortSignal) => Promise<Value>,
  on: readonly unknown[],
): { reading: Reading<Value>; again: () => void } {
  const reading = useMemo(() => new Reading<Value>(), []);
  const again = () => void reading.read(load);
  useEffect(() => {
    again();
    return () => reading.clear();
  }, on);
  return { reading, again };
}

/** Does one deed at a time: a button that is pressed twice does it once. */
export function useOnce(): (deed: () => Promise<unknown>) => void {
  return useMemo(onlyOnce, []);
}

/** What a person reads of a fault: the server's own sentence, or that it can't be reached. */
export function spoken(fault: unknown, words: SetupWords): string {
  if (fault instanceof Refusal && fault.message) return fault.message;
  if (fault instanceof TypeError) return words.offline;
  return words.failed;
}

/** The extent of a place with some ground around it, to look at. */
export function around([lon, lat]: Place, degrees = 0.0008): Extent {
  return [lon - degrees, lat - degrees, lon + degrees, lat + degrees];
}
