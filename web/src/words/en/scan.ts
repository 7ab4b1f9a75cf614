import type { ReadBox } from "../../domain/ticks.ts";

/** What reading a photo of a ticked sheet says. The Chinese catalogue has the same shape. */
export const scan = {
  choose: "Read a photo or scan",
  note: "The whole page, flat, one page a picture; PDFs are fine. Pictures are not kept.",
  reading: "Reading …",
  title: "What was read",
  page: (code: string, leaf: string) => `${code}, page ${leaf}`,
  problem: (page: string) => `Page ${page}:`,
  doubtful: (amount: string) =>
    amount === "1" ? "1 box needs a look" : `${amount} boxes need a look`,
  keys: "Press 1 for ticked, 0 for empty.",
  ticked: "Ticked",
  empty: "Empty",
  doubts: {
    faint: "Faint",
    filled: "Blacked out: ticked, or taken back?",
    stray: "May belong to what is beside it",
    hidden: "Cannot be seen",
    several: "Another box of this door is ticked too",
  } satisfies Record<NonNullable<ReadBox["doubt"]>, string>,
  means: {
    "1": "1st try",
    "2": "2nd try",
    "3": "3rd try",
    met: "met",
    nobody: "nobody",
    leave: "leave alone",
    done: "done",
  } satisfies Record<ReadBox["means"], string>,
  box: (number: string, door: string, means: string) =>
    `No. ${number}${door && ` ${door}`}, ${means}`,
  press: "Press a box to change it.",
  enlarge: "Enlarge",
  whole: "Whole width",
  none: "No tick was read on this page. Faint pencil does not survive a copier.",
  take: (code: string, amount: string) =>
    `Go on with ${amount} ${amount === "1" ? "tick" : "ticks"} of ${code}`,
  nothing: "No ticks to go on with",
  first: (amount: string) =>
    amount === "1" ? "Decide on 1 box first" : `Decide on ${amount} boxes first`,
  later: "Nothing is recorded yet: the day and who walked come next.",
  again: "Another picture",
};

export type ScanWords = typeof scan;
