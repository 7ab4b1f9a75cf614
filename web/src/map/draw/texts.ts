/** Texts of many shapes, each written once: streets share their names, and all share few kinds. */
export interface Texts {
  readonly table: readonly string[];
  /** Which text of the table each shape has. */
  readonly at: Uint32Array;
}

export const textAt = ({ table, at }: Texts, index: number): string => table[at[index] ?? -1] ?? "";

/** Gathers texts one by one. */
export class TextList {
  readonly #places = new Map<string, number>();
  readonly #at: number[] = [];

  add(text: string): void {
    let place = this.#places.get(text);
    if (place === undefined) {
      place = this.#places.size;
      this.#places.set(text, place);
    }
    this.#at.push(place);
  }

  finish(): Texts {
    return { table: [...this.#places.keys()], at: new Uint32Array(this.#at) };
  }
}
