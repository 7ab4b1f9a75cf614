/** Devices whose clock is less than this off are taken at their word: answers take a while. */
const TOLERATED = 60_000;

/** The server's clock as its answers tell it: a device may think that it is another day. */
export class ServerClock {
  #ahead = 0;

  /** Notes the time (`Date` header) of an answer that came just now. */
  hear(date: string | null, here: number = Date.now()): void {
    const there = Date.parse(date ?? "");
    if (Number.isNaN(there)) return;
    this.#ahead = Math.abs(there - here) > TOLERATED ? there - here : 0;
  }

  /** Milliseconds since 1970 by the server's clock. */
  now(here: number = Date.now()): number {
    return here + this.#ahead;
  }
}
