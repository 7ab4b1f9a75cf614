import type { MapArea } from "../api/map.ts";
import { LEVELS, type Level } from "../domain/levels.ts";

/** All areas there are, by code and by what they lie in. */
export class Areas {
  readonly present: readonly Level[];
  readonly #byCode: ReadonlyMap<string, MapArea>;
  readonly #below = new Map<string | null, MapArea[]>();
  readonly #homes: readonly string[];

  /** `homes` are the areas that whoever looks serves in; none, and they reach all. */
  constructor(areas: readonly MapArea[], homes: readonly string[] = []) {
    this.#homes = homes;
    this.present = LEVELS.filter((level) => areas.some((area) => area.level === level));
    this.#byCode = new Map(areas.map((area) => [area.code, area]));
    for (const area of areas) {
      const above = area.parent !== null && this.#byCode.has(area.parent) ? area.parent : null;
      const siblings = this.#below.get(above);
      if (siblings) siblings.push(area);
      else this.#below.set(above, [area]);
    }
  }

  of(code: string | null | undefined): MapArea | undefined {
    return code ? this.#byCode.get(code) : undefined;
  }

  /** Those just below an area; null for those that lie in none. */
  below(code: string | null): readonly MapArea[] {
    return this.#below.get(code) ?? [];
  }

  /** An area behind those above it, the coarsest first. */
  path(code: string | null): readonly MapArea[] {
    const area = this.of(code);
    return area ? [...this.path(area.parent), area] : [];
  }

  /** Whether whoever looks is told who serves there. */
  reached(code: string): boolean {
    const path = this.path(code);
    return this.#homes.length === 0 || path.some((area) => this.#homes.includes(area.code));
  }

  at(level: Level): readonly MapArea[] {
    return Array.from(this.#byCode.values()).filter((area) => area.level === level);
  }

  /** The area of a level that this one is, or lies in. */
  above(code: string | null, level: Level): MapArea | undefined {
    return this.path(code).find((area) => area.level === level);
  }

  /** An area with those above it up to its community: "新月塘社区 第1网格 3邻". */
  placed(code: string): string {
    const path = this.path(code);
    const rank = LEVELS.indexOf("community");
    const near = path.filter(({ level }) => LEVELS.indexOf(level) >= rank);
    return (near.length > 0 ? near : path).map(({ name, label }) => name ?? label).join(" ");
  }

  /** Those whose name or code holds what is asked for, the coarser first. */
  find(text: string, most: number): readonly MapArea[] {
    const asked = text.trim();
    if (!asked) return [];
    const fits = ({ code }: MapArea) =>
      code.startsWith(asked) || this.placed(code).replaceAll(" ", "").includes(asked);
    return Array.from(this.#byCode.values())
      .filter(fits)
      .sort((one, other) => one.code.length - other.code.length)
      .slice(0, most);
  }
}
