import type { FaultCode, KeyedOutcome } from "../../domain/keyWords.ts";

const homes = (amount: string) => `${amount} ${amount === "1" ? "household" : "households"}`;

/** What keying in a printed sheet says. The Chinese catalogue has the same shape. */
export const paper = {
  title: "Key in a sheet",
  code: "Code of the sheet",
  codeHint: "At the head of the sheet: a number and a letter, such as 217-L.",
  next: "Open",
  another: "Another sheet",
  marks: "What is ticked",
  hint: "A number is met, 7n no answer, 12r refused, 1-5 five numbers. Doors of a tower: 4:301 302n, then ; and the next number.",
  day: "Walked on",
  half: "When",
  halves: { morning: "Morning", afternoon: "Afternoon" },
  walker: "Walked by",
  somebody: "Somebody else",
  nameless: "no name",
  save: (amount: string) => `Key in ${homes(amount)}`,
  nothing: "Nothing to key in yet",
  recorded: (code: string, amount: string) => `${code}: ${homes(amount)} keyed in`,
  again: (amount: string) =>
    `${homes(amount)} ${amount === "1" ? "was" : "were"} keyed in just so before`,
  takeBack: "Take back",
  takenBack: "Taken back.",
  before: (who: string | null, at: string, amount: string) =>
    `${who ?? "Somebody"} keyed in ${homes(amount)} of this sheet on ${at}.`,
  newer: "A newer print of this area differs. Numbers here are those of the sheet in your hand.",
  ended: "Its area has ended since. Doors count where they belong now.",
  empty: "This sheet only shows the way; it has nothing to tick.",
  left: (amount: string) => `${amount} not taken`,
  differing: (amount: string) =>
    amount === "1"
      ? "One door was keyed in otherwise before"
      : `${amount} doors were keyed in otherwise before`,
  differs: (door: string, before: string, now: string) => `${door}: ${before}, now ${now}`,
  keep: "Keep what was keyed in",
  replace: "It was keyed in wrongly",
  add: "It is another visit",
  unsent:
    "The server is out of reach. What you typed stays here: key it in again when the network is back.",
  outcomes: { met: "met", no_answer: "no answer", refused: "refused" } as Readonly<
    Record<KeyedOutcome, string>
  >,
  others: "recorded otherwise",
  on: (outcome: string, day: string) => `${outcome}, ${day}`,
  closed: { gone: "no longer there", no_visits: "wants no visits", not_yours: "another area's" },
  noNeed: "no need",
  homes,
  number: (number: string) => `No. ${number}`,
  unit: (unit: string) => `Unit ${unit}`,
  faults: {
    "key-unreadable": ({ token }) => `"${token}" is not understood.`,
    "key-unknown-number": ({ number }) => `No. ${number} is not on this sheet.`,
    "key-unknown-door": ({ number, door }) => `No. ${number} has no door ${door} on this sheet.`,
    "key-door-by-door": ({ number, doors, write }) =>
      `No. ${number} has ${doors} doors: name each, such as ${write}.`,
    "key-several-units": ({ door, number, write }) =>
      `Door ${door} is in several units of no. ${number}: write ${write}.`,
    "key-several-doors": ({ door, write }) =>
      `Several doors are called ${door}: write ${write} for the first of them.`,
    "key-ambiguous": ({ token, number, write, other }) =>
      `${token} may be a number or a door of no. ${number}: write ${write} for the door, ${other} for the number.`,
    "key-name-or-result": ({ token, name, write, other }) =>
      `${token} may be a door's name, or ${name} with its result: write ${write} for the name, ${other} for the result.`,
    "key-nobody-there": ({ number }) => `No. ${number} has no doors on this sheet.`,
    "key-twice": ({ token, before }) => `${token} contradicts ${before}, which counts.`,
  } satisfies Record<FaultCode, (facts: Readonly<Record<string, string>>) => string> as Readonly<
    Record<FaultCode, (facts: Readonly<Record<string, string>>) => string>
  >,
};

export type PaperWords = typeof paper;
