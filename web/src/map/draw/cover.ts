/** Pixels of the raster that remembers what is covered. */
export const CELL = 6;

/** Nothing may be put over what is this heavy. */
const SACRED = 8;

/** What is already covered on the screen, coarsely: 1 for a building, more for marks and labels. */
export class Cover {
  readonly #columns: number;
  readonly #rows: number;
  readonly #cells: Uint8Array;

  constructor(width: number, height: number) {
    this.#columns = Math.ceil(width / CELL) + 1;
    this.#rows = Math.ceil(height / CELL) + 1;
    this.#cells = new Uint8Array(this.#columns * this.#rows);
  }

  /** Something stands within the box, `weight` heavy: 8 and more for what stays free. */
  put(left: number, top: number, right: number, bottom: number, weight: number): void {
    const cells = this.#cells;
    const columns = this.#columns;
    const [from, to, first, last] = this.#within(left, top, right, bottom);
    for (let row = first; row <= last; row++) {
      for (let cell = row * columns + from; cell <= row * columns + to; cell++) {
        if ((cells[cell] ?? 0) < weight) cells[cell] = weight;
      }
    }
  }

  /** How much a box would cover; Infinity where it would cover a mark, a label or a panel. */
  cost(left: number, top: number, right: number, bottom: number): number {
    const cells = this.#cells;
    const columns = this.#columns;
    const [from, to, first, last] = this.#within(left, top, right, bottom);
    let sum = 0;
    for (let row = first; row <= last; row++) {
      for (let cell = row * columns + from; cell <= row * columns + to; cell++) {
        const weight = cells[cell] ?? 0;
        if (weight >= SACRED) return Infinity;
        sum += weight;
      }
    }
    return sum;
  }

  /** First and last column, first and last row of a box. */
  #within(left: number, top: number, right: number, bottom: number) {
    return [
      Math.max(0, Math.floor(left / CELL)),
      Math.min(this.#columns - 1, Math.floor(right / CELL)),
      Math.max(0, Math.floor(top / CELL)),
      Math.min(this.#rows - 1, Math.floor(bottom / CELL)),
    ] as const;
  }
}
