import { computed, signal } from "@preact/signals";
import { type Area, readArea } from "../api/areas.ts";
import { drawTilesAgain, type MapArea, type MapInfo, readMap, readMapAreas } from "../api/map.ts";
import type { Server } from "../api/server.ts";
import type { Level } from "../domain/levels.ts";
import { Reading } from "./reading.ts";

/** An area as it is named in a list or a path. */
export type Named = Pick<MapArea, "code" | "name" | "level" | "parent">;

/** What the workspace holds: its levels and areas, and the tiles that draw them. */
export class World {
  readonly info = new Reading<MapInfo>();
  /** Whether the workspace has said what it holds. */
  readonly told = computed(() => this.info.value.value !== null);
  // A text, so that the same levels stay the same while the drawing of the map gets on.
  readonly #present = computed(() =>
    JSON.stringify(this.info.value.value?.levels.map(({ level }) => level) ?? []),
  );
  readonly present = computed<Level[]>(() => JSON.parse(this.#present.value));
  /** The time zone that days and times are told in. */
  readonly zone = computed(() => this.info.value.value?.tz);
  /** Areas that have been met so far, by code. */
  readonly known = signal<ReadonlyMap<string, Named>>(new Map());
  readonly #server: Server;
  readonly #levels = new Map<Level, Reading<MapArea[]>>();

  /** What was asked before there was a world; it serves once. */
  #asked: Promise<MapInfo | null> | null;

  constructor(server: Server, asked: Promise<MapInfo | null> | null = null) {
    this.#server = server;
    this.#asked = asked;
  }

  readonly read = (): Promise<void> =>
    this.info.read(async (signal) => {
      const asked = this.#asked;
      this.#asked = null;
      return (await asked?.catch(() => null)) ?? readMap(this.#server, signal);
    });

  /** Has the map drawn again that could not be drawn; a server out of reach leaves it as it is. */
  readonly drawAgain = async (): Promise<void> => {
    try {
      const tiles = await drawTilesAgain(this.#server);
      const info = this.info.value.peek();
      if (info) this.info.value.value = { ...info, tiles };
    } catch {
      await this.read();
    }
  };

  /** The areas of a level; read on the first question. */
  areas(level: Level): Reading<MapArea[]> {
    let areas = this.#levels.get(level);
    if (!areas) {
      areas = new Reading();
      this.#levels.set(level, areas);
      void this.#readLevel(level, areas);
    }
    return areas;
  }

  /** Reads the levels again that have been asked for: the ground has changed. */
  readonly readAgain = (): void => {
    for (const [level, areas] of this.#levels) void this.#readLevel(level, areas);
  };

  /** The areas above one, coarse to fine, as far as they are known; the others are being read. */
  above(area: Named): Named[] {
    const known = this.known.value;
    const path: Named[] = [];
    for (let code = area.parent; code; ) {
      const parent: Named | undefined = known.get(code);
      if (!parent || path.includes(parent)) {
        if (!parent) void this.#meetOne(code);
        break;
      }
      path.unshift(parent);
      code = parent.parent;
    }
    return path;
  }

  meet(areas: readonly Named[]): void {
    const known = new Map(this.known.peek());
    for (const area of areas) known.set(area.code, area);
    this.known.value = known;
  }

  /** An area by its code: known already, or read now. */
  name(code: string): Named | null {
    const known = this.known.value.get(code);
    if (!known) void this.#meetOne(code);
    return known ?? null;
  }

  readonly #named = new Set<string>();

  async #meetOne(code: string): Promise<void> {
    if (this.#named.has(code)) return;
    this.#named.add(code);
    try {
      const area: Area = await readArea(this.#server, code, new AbortController().signal);
      this.meet([area]);
    } catch {
      this.#named.delete(code);
    }
  }

  async #readLevel(level: Level, areas: Reading<MapArea[]>): Promise<void> {
    await areas.read((signal) => readMapAreas(this.#server, level, signal));
    if (areas.value.value) this.meet(areas.value.value);
  }
}
