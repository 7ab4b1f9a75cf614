import type { AreaBook } from "./AreaBook.ts";
import type { AreaMark, MapWords } from "./contract.ts";
import type { LabelTexts } from "./Labels.ts";

/** What an area's label says: its share of those that count, and how many they are. */
export function figureTexts(mark: AreaMark, book: AreaBook, words: MapWords): LabelTexts {
  const { label: figure } = mark;
  const share = book.share(mark);
  // Read out, "2 格" is told from those of other communities.
  const above = book.byCode(mark.parent ?? undefined)?.label;
  const named = above ? `${above} ${figure}` : figure;
  const said = words.area({ label: named, share, counted: book.counted });
  const percent = book.percent(mark);
  if (!share || percent === null) return { figure, rate: share ? "—" : "", of: "", said };
  const of = `${words.number(book.part(share))}/${words.number(share.target)}`;
  return { figure, rate: `${percent}%`, of, said };
}
