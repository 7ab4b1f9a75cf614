import { ledger as english, type LedgerWords } from "../words/en/ledger.ts";
import { ledger as chinese } from "../words/zh-CN/ledger.ts";
import { useDesk } from "./desk.ts";

/** What the pages of the ledger say. */
export function useLedgerWords(): LedgerWords {
  return useDesk().lang === "zh-CN" ? chinese : english;
}
