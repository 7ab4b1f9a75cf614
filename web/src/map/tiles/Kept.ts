/** Keeps the last so many things that were used. */
export class Kept<Thing> {
  readonly #things = new Map<string, Thing>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): Thing | undefined {
    const thing = this.#things.get(key);
    if (thing !== undefined) this.put(key, thing);
    return thing;
  }

  put(key: string, thing: Thing): void {
    this.#things.delete(key);
    this.#things.set(key, thing);
    for (const oldest of this.#things.keys()) {
      if (this.#things.size <= this.#most) break;
      this.#things.delete(oldest);
    }
  }

  /** What is kept, or else what `make` makes. */
  take(key: string, make: () => Thing): Thing {
    const kept = this.get(key);
    if (kept !== undefined) return kept;
    const made = make();
    this.put(key, made);
    return made;
  }

  drop(key: string): void {
    this.#things.delete(key);
  }

  has(key: string): boolean {
    return this.#things.has(key);
  }

  clear(): void {
    this.#things.clear();
  }
}
