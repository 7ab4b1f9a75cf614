import type { Scene } from "../draw/scene.ts";
import { ShapeList } from "../draw/shapes.ts";
import { TextList } from "../draw/texts.ts";

type Rings = readonly ArrayLike<number>[];
type Properties = Readonly<Record<string, unknown>>;

/** Gathers what is on the ground, by the properties that tile layers and scenes share. */
export class SceneBuilder {
  readonly #buildings = new ShapeList();
  readonly #ids: number[] = [];
  readonly #numbers: number[] = [];
  readonly #houses = new Map<number, string>();
  readonly #areas = new ShapeList();
  readonly #areaIds: number[] = [];
  readonly #streets = new ShapeList();
  readonly #streetKinds = new TextList();
  readonly #names = new TextList();
  readonly #cover = new ShapeList();
  readonly #coverKinds = new TextList();
  readonly #borders = new ShapeList();
  readonly #borderKinds = new TextList();

  readonly #withTexts: boolean;

  constructor(withTexts = true) {
    this.#withTexts = withTexts;
  }

  building(rings: Rings, { i, n, h }: Properties): void {
    if (this.#withTexts && h != null && h !== "")
      this.#houses.set(this.#buildings.count, String(h));
    this.#buildings.add(rings);
    this.#ids.push(Number(i));
    this.#numbers.push(Number(n ?? 0));
  }

  area(rings: Rings, { a }: Properties): void {
    this.#areas.add(rings);
    this.#areaIds.push(Number(a));
  }

  street(lines: Rings, { k, name }: Properties): void {
    this.#streets.add(lines);
    this.#streetKinds.add(String(k ?? ""));
    this.#names.add(this.#withTexts ? String(name ?? "") : "");
  }

  cover(rings: Rings, { k }: Properties): void {
    this.#cover.add(rings);
    this.#coverKinds.add(String(k));
  }

  border(lines: Rings, { k }: Properties): void {
    this.#borders.add(lines);
    this.#borderKinds.add(String(k));
  }

  finish(numbers: typeof Int16Array | typeof Float64Array): Scene {
    return {
      buildings: {
        shapes: this.#buildings.finish(numbers),
        ids: new Uint32Array(this.#ids),
        numbers: new Uint16Array(this.#numbers),
        houses: this.#houses,
      },
      areas: { shapes: this.#areas.finish(numbers), ids: new Uint32Array(this.#areaIds) },
      streets: {
        shapes: this.#streets.finish(numbers),
        kinds: this.#streetKinds.finish(),
        names: this.#names.finish(),
      },
      cover: { shapes: this.#cover.finish(numbers), kinds: this.#coverKinds.finish() },
      borders: { shapes: this.#borders.finish(numbers), kinds: this.#borderKinds.finish() },
    };
  }
}
