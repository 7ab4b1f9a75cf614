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
    this.#each(left, top, right, bottom, (cell) => {
      if ((this.#cells[cell] ?? 0) < weight) this.#cells[cell] = weight;
    });
  }

  /** How much a box would cover; Infinity where it would cover a mark, a label or a panel. */
  cost(left: number, top: number, right: number, bottom: number): number {
    let sum = 0;
    this.#each(left, top, right, bottom, (cell) => {
      const weight = this.#cells[cell] ?? 0;
      sum += weight >= SACRED ? Infinity : weight;
    });
    return sum;
  }

  #each(
    left: number,
    top: number,
    right: number,
    bottom: number,
    visit: (cell: number) => void,
  ): void {
    const from = Math.max(0, Math.floor(left / CELL));
    const to = Math.min(this.#columns - 1, Math.floor(right / CELL));
    const last = Math.min(this.#rows - 1, Math.floor(bottom / CELL));
    for (let row = Math.max(0, Math.floor(top / CELL)); row <= last; row++) {
      for (let column = from; column <= to; column++) visit(row * this.#columns + column);
    }
  }
}
