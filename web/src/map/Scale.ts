import { type LeafletMap, Scale } from "./leaflet.ts";

/** The scale bar, in the reader's words. */
export class SpokenScale extends Scale {
  readonly #metres: (metres: number) => string;

  constructor(metres: (metres: number) => string) {
    super({ imperial: false, maxWidth: 110 });
    this.#metres = metres;
  }

  /** Leaflet asks for the bar to be made as long as the most metres that fit. */
  _updateMetric(most: number): void {
    const inner = this as unknown as Inner;
    const metres = inner._getRoundNum(most);
    inner._updateScale(inner._mScale, this.#metres(metres), metres / most);
  }
}

interface Inner {
  _mScale: HTMLElement;
  _getRoundNum(most: number): number;
  _updateScale(bar: HTMLElement, text: string, share: number): void;
}

export const scaleOf = (map: LeafletMap, metres: (metres: number) => string) =>
  new SpokenScale(metres).addTo(map).getContainer();
