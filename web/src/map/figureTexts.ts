import type { AreaBook } from "./AreaBook.ts";
import type { AreaMark, MapWords } from "./contract.ts";
import type { LabelTexts } from "./Labels.ts";

/** What an area's label says: its share of those that count, and how many they are. */
export function figureTexts(mark: AreaMark, book: AreaBook, words: MapWords): LabelTexts {
  const { label: figure } = mark;
  const share = book.share(mark);
  const said = words.area({ label: figure, share });
  const percent = book.percent(mark);
  if (!share || percent === null) return { figure, rate: share ? "—" : "", of: "", said };
  const of = `${words.number(book.part(share))}/${words.number(share.target)}`;
  return { figure, rate: `${percent}%`, of, said };
}
