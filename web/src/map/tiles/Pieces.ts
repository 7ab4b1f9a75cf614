import type { RangeResponse, Source } from "pmtiles";

/**
 * Reads an archive of tiles piece by piece, each under an address of its own: browsers let requests
 * of one address wait for one another, and tiles would come one by one.
 */
export class Pieces implements Source {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  getKey(): string {
    return this.#url;
  }

  async getBytes(offset: number, length: number, signal?: AbortSignal): Promise<RangeResponse> {
    const piece = `${offset}-${offset + length - 1}`;
    const answer = await fetch(`${this.#url}?piece=${piece}`, {
      headers: { range: `bytes=${piece}` },
      signal: signal ?? null,
    });
    // Somebody between who does not know of pieces would send all of a city.
    if (answer.status !== 206) throw new Error(`${answer.status} for a piece of the tiles`);
    return { data: await answer.arrayBuffer() };
  }
}
