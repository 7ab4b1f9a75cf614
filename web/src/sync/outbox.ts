import { type DBSchema, type IDBPDatabase, openDB } from "idb";

/** A fact somebody wrote down here, on its way to the server. */
export interface Entry {
  /** UUIDv7 made on this device: sending twice counts once, and ids sort by time. */
  readonly id: string;
  readonly kind: "visit" | "hazard";
  /** What is posted. */
  readonly body: object;
  /** What it is called in a list: an address and a door, a kind of hazard. */
  readonly title: string;
  readonly writtenAt: number;
  readonly state: "waiting" | "refused" | "sent";
  /** Why the server would not take it. */
  readonly reason: string | null;
  /** Epoch of the server that acknowledged it. */
  readonly epoch: string | null;
}

/** What the server said to an entry; a promise that fails means nothing was heard. */
export type Answer =
  | { readonly taken: true }
  | { readonly taken: false; readonly reason: string; readonly again: boolean };

export interface OutboxOptions {
  readonly name: string;
  /** Sends one entry. */
  readonly send: (entry: Entry) => Promise<Answer>;
  /** Called whenever the entries have changed. */
  readonly changed: (entries: readonly Entry[]) => void;
  /** How an entry was answered, right after it was. */
  readonly answered?: (entry: Entry, answer: Answer) => void;
  /** Whether there is a network at all; without one nothing is tried. */
  readonly reachable?: () => boolean;
  readonly now?: () => number;
  readonly pause?: (milliseconds: number, run: () => void) => () => void;
}

interface Tables extends DBSchema {
  entries: { key: string; value: Entry };
}

/** What one tab tells the others: it is sending an entry, or entries have changed on disk. */
interface News {
  readonly tried?: string;
}

/** So many acknowledged entries are kept, in case the server loses them with its newest backup. */
const MOST_KEPT = 2000;
const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 60_000;

/**
 * The outbox: a record is on this device's disk before anybody is told it is written down, and
 * leaves only when the server has acknowledged it. What the server refuses stays, with the reason,
 * for a person to look at. An acknowledged entry is kept until newer ones push it out: a server
 * restored from an older backup announces a new epoch, and everything it acknowledged before is
 * sent again.
 *
 * It is not encrypted: a key beside it would open it, and one that the server keeps would lock a
 * record in where there is no network. So there is little to find. What an entry was called, an
 * address and an outcome, is on the disk only while it waits; and whoever signs out leaves nothing
 * but what the server has not taken yet.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  #entries = new Map<string, Entry>();
  /** Entries that may have reached the server, whether or not it was heard to say so. */
  readonly #tried = new Set<string>();
  #epoch: string | null = null;
  #sending: Promise<void> | null = null;
  #pause = FIRST_PAUSE;
  #cancelPause: (() => void) | null = null;
  /** The same outbox in other tabs; a browser without such channels shows them what was on disk. */
  readonly #tabs: BroadcastChannel | null;
  #database: IDBPDatabase<Tables>;

  private constructor(database: IDBPDatabase<Tables>, options: OutboxOptions) {
    this.#database = database;
    this.#options = options;
    this.#tabs = "BroadcastChannel" in globalThis ? new BroadcastChannel(options.name) : null;
    this.#tabs?.addEventListener("message", ({ data }) => void this.#hear(data as News));
  }

  static async open(options: OutboxOptions): Promise<Outbox> {
    const database = await openDB<Tables>(options.name, 1, {
      upgrade: (fresh) => {
        fresh.createObjectStore("entries", { keyPath: "id" });
      },
    });
    const outbox = new Outbox(database, options);
    await outbox.#readAll();
    return outbox;
  }

  /** Writes a record down; when the promise holds, it is safe. Sending starts by itself. */
  async add(entry: Pick<Entry, "id" | "kind" | "body" | "title">): Promise<void> {
    const writtenAt = (this.#options.now ?? Date.now)();
    await this.#keep({ ...entry, writtenAt, state: "waiting", reason: null, epoch: null });
    this.send();
  }

  /** Takes back what is not on the server; false if it may be there: then a correction is due. */
  async withdraw(id: string): Promise<boolean> {
    const entry = this.#entries.get(id);
    if (!entry || (this.#tried.has(id) && entry.state !== "refused")) return false;
    await this.#drop(id);
    return true;
  }

  /** Lets go of a refused record, once a person has seen why. */
  async discard(id: string): Promise<void> {
    if (this.#entries.get(id)?.state === "refused") await this.#drop(id);
  }

  /** Tries a refused record once more. */
  async retry(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    if (entry?.state !== "refused") return;
    await this.#keep({ ...entry, state: "waiting", reason: null });
    this.send();
  }

  /** The epoch the server announces; entries that another one acknowledged are sent again. */
  async meet(epoch: string): Promise<void> {
    this.#epoch = epoch;
    const lost = [...this.#entries.values()].filter(
      (entry) => entry.state === "sent" && entry.epoch !== epoch,
    );
    for (const entry of lost) await this.#keep({ ...entry, state: "waiting", epoch: null });
    if (lost.length > 0) this.send();
  }

  /** Sends what waits, oldest first, now; a network that fails is tried again by itself. */
  send(): Promise<void> {
    this.#cancelPause?.();
    this.#cancelPause = null;
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = null;
    });
    return this.#sending;
  }

  /** Lets go of all that the server has acknowledged: somebody leaves this device. */
  async clear(): Promise<void> {
    for (const { id, state } of [...this.#entries.values()]) {
      if (state === "sent") await this.#drop(id);
    }
  }

  /** Stops trying and lets go of the database. */
  close(): void {
    this.#cancelPause?.();
    this.#tabs?.close();
    this.#database.close();
  }

  async #sendAll(): Promise<void> {
    for (let entry = this.#next(); entry; entry = this.#next()) {
      if (this.#options.reachable?.() === false) return;
      let answer: Answer;
      this.#tried.add(entry.id);
      this.#tabs?.postMessage({ tried: entry.id } satisfies News);
      try {
        answer = await this.#options.send(entry);
      } catch {
        this.#tryLater();
        return;
      }
      if (!answer.taken && answer.again) {
        this.#tryLater();
        return;
      }
      this.#pause = FIRST_PAUSE;
      await this.#keep(
        answer.taken
          ? { ...entry, state: "sent", reason: null, epoch: this.#epoch }
          : { ...entry, state: "refused", reason: answer.reason },
      );
      this.#options.answered?.(entry, answer);
    }
    await this.#forget();
  }

  #next(): Entry | null {
    const waiting = [...this.#entries.values()].filter(({ state }) => state === "waiting");
    return waiting.sort((one, other) => (one.id < other.id ? -1 : 1))[0] ?? null;
  }

  #tryLater(): void {
    const wait = this.#options.pause ?? pause;
    this.#cancelPause = wait(this.#pause, () => void this.send());
    this.#pause = Math.min(LONGEST_PAUSE, this.#pause * 2);
  }

  async #forget(): Promise<void> {
    const sent = [...this.#entries.values()].filter(({ state }) => state === "sent");
    sent.sort((one, other) => (one.id < other.id ? 1 : -1));
    for (const { id } of sent.slice(MOST_KEPT)) await this.#drop(id);
  }

  async #keep(entry: Entry): Promise<void> {
    await this.#database.put("entries", entry.state === "sent" ? { ...entry, title: "" } : entry);
    this.#entries.set(entry.id, entry);
    this.#tell();
    this.#tabs?.postMessage({} satisfies News);
  }

  async #drop(id: string): Promise<void> {
    await this.#database.delete("entries", id);
    this.#entries.delete(id);
    this.#tell();
    this.#tabs?.postMessage({} satisfies News);
  }

  async #hear({ tried }: News): Promise<void> {
    if (tried) this.#tried.add(tried);
    else await this.#readAll();
  }

  async #readAll(): Promise<void> {
    const entries = await this.#database.getAll("entries");
    this.#entries = new Map(entries.map((entry) => [entry.id, entry]));
    this.#tell();
  }

  #tell(): void {
    this.#options.changed([...this.#entries.values()]);
  }
}

function pause(milliseconds: number, run: () => void): () => void {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
}
