import { readStream } from "./stream.ts";

/** Where the server stands. */
export interface Stand {
  readonly epoch: string;
  readonly seq: number;
}

/** How fresh what is shown may be called. */
export type Freshness = "connecting" | "live" | "stale";

export interface LiveOptions<Told extends Stand> {
  /** Opens the stream of events; fails or answers an error status when it cannot. */
  readonly open: (signal: AbortSignal) => Promise<Response>;
  /** Asks where the server stands, when it will not hold a stream. */
  readonly ask: (signal: AbortSignal) => Promise<Told>;
  /** Where the server stands now; called for each change and once at the start. */
  readonly changed: (told: Told) => void;
  /** How fresh things are, and when the server was last heard. */
  readonly fresh: (freshness: Freshness, heardAt: number | null) => void;
  readonly now?: () => number;
}

/** The server sends a sign of life every 15 s; silence beyond this means it is out of reach. */
const SILENCE = 25_000;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;
const ASK_EVERY = 5_000;
/** So many questions are asked before the stream is tried again. */
const QUESTIONS = 12;

/**
 * Hears of changes as they happen: by the server's stream of events, which comes back by itself
 * after a break, or by asking every few seconds where the server refuses one more stream.
 */
export class Live<Told extends Stand> {
  readonly #options: LiveOptions<Told>;
  readonly #stop = new AbortController();
  #attempt = new AbortController();
  #silence: ReturnType<typeof setTimeout> | null = null;
  #wake: (() => void) | null = null;
  #heardAt: number | null = null;
  #last: string | null = null;

  constructor(options: LiveOptions<Told>) {
    this.#options = options;
    options.fresh("connecting", null);
    void this.#run();
  }

  /** Tries again now: the network is said to be back, or somebody asks. */
  retry(): void {
    this.#wake?.();
  }

  /** Says at once what a broken network means, without waiting for the silence. */
  lost(): void {
    this.#attempt.abort();
  }

  close(): void {
    this.#stop.abort();
    this.#attempt.abort();
    this.#wake?.();
    if (this.#silence) clearTimeout(this.#silence);
  }

  async #run(): Promise<void> {
    let pause = FIRST_PAUSE;
    while (!this.#stop.signal.aborted) {
      this.#attempt = new AbortController();
      const before = this.#heardAt;
      try {
        await this.#listen(this.#attempt.signal);
      } catch {
        // Out of reach, or silent for too long: said below, tried again soon.
      }
      if (this.#stop.signal.aborted) return;
      if (this.#silence) clearTimeout(this.#silence);
      this.#options.fresh("stale", this.#heardAt);
      if (this.#heardAt !== before) pause = FIRST_PAUSE;
      await this.#sleep(pause);
      pause = Math.min(LONGEST_PAUSE, pause * 2);
    }
  }

  async #listen(signal: AbortSignal): Promise<void> {
    this.#expectSound();
    const answer = await this.#options.open(signal);
    if (!answer.ok || !answer.body) {
      await answer.body?.cancel();
      await this.#askForAWhile(signal);
      return;
    }
    this.#hear();
    await readStream(answer.body, ({ event, data }) => {
      this.#hear();
      if (event === "changed") this.#tell(JSON.parse(data) as Told);
    });
  }

  async #askForAWhile(signal: AbortSignal): Promise<void> {
    for (let asked = 0; asked < QUESTIONS && !signal.aborted; asked += 1) {
      this.#tell(await this.#options.ask(signal));
      this.#hear();
      await this.#sleep(ASK_EVERY);
    }
  }

  #tell(told: Told): void {
    const here = JSON.stringify(told);
    if (here === this.#last) return;
    this.#last = here;
    this.#options.changed(told);
  }

  #hear(): void {
    this.#heardAt = (this.#options.now ?? Date.now)();
    this.#options.fresh("live", this.#heardAt);
    this.#expectSound();
  }

  #expectSound(): void {
    if (this.#silence) clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#attempt.abort(), SILENCE);
  }

  #sleep(milliseconds: number): Promise<void> {
    return new Promise((done) => {
      const timer = setTimeout(done, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  }
}
