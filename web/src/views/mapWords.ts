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
    attribution: info.attribution ?? "",
    building: ({ number, house, status }) =>
      words.map.building({
        number: number === null ? null : `${number}`,
        house,
        status: words.building.status[STATUSES[status] ?? "none"],
      }),
    area: ({ label, share }) => {
      if (!share) return label;
      if (share.target === 0) return words.map.area(label, words.map.noFigure);
      const { reached, target } = share;
      const spoken = words.figure.spoken(
        count(reached),
        count(target),
        percent(rate(reached, target)),
      );
      return words.map.area(label, spoken);
    },
    hazards: (amount, worst) => words.hazards.cluster(count(amount), worst),
    number: count,
    house: words.map.house,
    metres: (metres) => distance(metres, words.lang),
  };
}
