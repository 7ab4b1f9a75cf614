/** Listeners by name, each with its own arguments. */
export class Emitter<Events extends { [Name in keyof Events]: (...facts: never[]) => void }> {
  readonly #listeners = new Map<keyof Events, Set<(...facts: never[]) => void>>();

  /** Listen; gives what stops listening. */
  on<Name extends keyof Events>(name: Name, listener: Events[Name]): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  emit<Name extends keyof Events>(name: Name, ...facts: Parameters<Events[Name]>): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(...facts);
  }
}
