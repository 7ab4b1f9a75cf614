import { type LedgerWords, ledger as ledgerEnglish } from "../../words/en/ledger.ts";
import { matrix as english, type MatrixWords } from "../../words/en/matrix.ts";
import { ledger as ledgerChinese } from "../../words/zh-CN/ledger.ts";
import { matrix as chinese } from "../../words/zh-CN/matrix.ts";
import { useAround } from "../context.ts";

/** What the inside of a building says: it comes with the views that come later. */
export function useSaid(): MatrixWords {
  return useAround().words.lang === "zh-CN" ? chinese : english;
}

/** What the ledger says of a door and a building. */
export function useLedger(): LedgerWords {
  return useAround().words.lang === "zh-CN" ? ledgerChinese : ledgerEnglish;
}

/** Whether whoever looks may see the register somewhere. */
export function useRegister(): boolean {
  const { me } = useAround().app;
  return me === null || me.may.includes("see register");
}
