import type { MapInfo } from "../api/map.ts";
import { rate } from "../domain/totals.ts";
import { count, distance, percent } from "../domain/write.ts";
import type { MapWords } from "../map/contract.ts";
import type { Words } from "../words/words.ts";

const STATUSES = ["none", "untouched", "partly", "done"] as const;

/** What the map itself says, aloud and in its corner. */
export function mapWords(words: Words, info: MapInfo): MapWords {
  return {
    map: words.map.name,
    keys: words.map.keys,
    attribution: info.attribution ?? "",
    building: ({ number, house, street, status }) =>
      words.map.building({
        number: number === null ? null : `${number}`,
        house,
        street,
        status: words.building.status[STATUSES[status] ?? "none"],
      }),
    area: ({ label, share, counted }) => {
      if (!share) return label;
      const { attempted, reached, target } = share;
      if (target === 0) return words.map.area(label, words.map.noFigure);
      const done = counted === "met" ? reached : attempted;
      const spoken = words.figure.spoken[counted];
      const figure = spoken(count(done), count(target), percent(rate(done, target)));
      return words.map.area(label, figure);
    },
    hazards: (amount, worst) => words.hazards.cluster(count(amount), worst),
    basemapGone: words.map.basemapGone,
    number: count,
    house: words.map.house,
    // A scale's kilometres are whole.
    metres: (metres) => distance(metres, words.lang).replace(".0 ", " "),
  };
}
