import { signal } from "@preact/signals";

/**
 * Something read from the server. What was read before stays until the new answer is here, also
 * when that fails: old figures with their time are better than none.
 */
export class Reading<Value> {
  readonly value = signal<Value | null>(null);
  readonly state = signal<"idle" | "reading" | "ready" | "failed">("idle");
  readonly fault = signal<unknown>(null);
  #attempt: AbortController | null = null;

  /** Reads anew; an answer to an earlier question is not waited for. */
  async read(load: (signal: AbortSignal) => Promise<Value>): Promise<void> {
    this.#attempt?.abort();
    const attempt = new AbortController();
    this.#attempt = attempt;
    this.state.value = "reading";
    try {
      const value = await load(attempt.signal);
      if (attempt.signal.aborted) return;
      this.value.value = value;
      this.fault.value = null;
      this.state.value = "ready";
    } catch (fault) {
      if (attempt.signal.aborted) return;
      this.fault.value = fault;
      this.state.value = "failed";
    }
  }

  /** Forgets what was read: it belongs to another thing. */
  clear(): void {
    this.#attempt?.abort();
    this.#attempt = null;
    this.value.value = null;
    this.fault.value = null;
    this.state.value = "idle";
  }
}

/** Runs a task, and once more after it if it was asked for meanwhile; never twice at a time. */
export function oneAtATime(task: () => Promise<void>): () => void {
  let running = false;
  let again = false;
  const run = async () => {
    running = true;
    try {
      do {
        again = false;
        await task();
      } while (again);
    } finally {
      running = false;
    }
  };
  return () => {
    if (running) again = true;
    else void run();
  };
}

/** Does a deed unless the one before it is still being done: what is pressed twice is done once. */
export function onlyOnce(): (deed: () => Promise<unknown>) => void {
  let busy = false;
  return (deed) => {
    if (busy) return;
    busy = true;
    const end = () => {
      busy = false;
    };
    deed().then(end, end);
  };
}
