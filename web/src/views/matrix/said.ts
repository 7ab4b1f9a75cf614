import { matrix as english, type MatrixWords } from "../../words/en/matrix.ts";
import { matrix as chinese } from "../../words/zh-CN/matrix.ts";
import { useAround } from "../context.ts";

/** What the inside of a building says: it comes with the views that come later. */
export function useSaid(): MatrixWords {
  return useAround().words.lang === "zh-CN" ? chinese : english;
}
