const many = (amount: string, one: string, more: string) =>
  `${amount} ${amount === "1" ? one : more}`;

/** What the inside of a building says. The Chinese catalogue has the same shape. */
export const matrix = {
  doNotVisit: "Do not visit",
  tries: (count: string) => `${count} times`,
  /** Added to a door in a key group, for those who serve it; in which stays untold. */
  marked: "key group",
  find: "Door number",
  notFound: (door: string) => `No door ${door} here`,
  found: (door: string) => `Door ${door}`,
  noFloor: "No floor",
  noUnit: "Other doors",
  otherUnits: "Other units",
  from: (floor: string) => `from floor ${floor} up`,
  upTo: (floor: string) => `up to floor ${floor}`,
  others: (count: string) => `${many(count, "door", "doors")} of another patch`,
  tower: "The whole building",
  floors: (high: string, low: string) => (high === low ? high : `${low}–${high}`),
  bundle: (floors: string, left: string) => `Floors ${floors}, ${left} not visited`,
  bundleUntold: (floors: string) => `Floors ${floors}`,
  /** Under a building of which no door is told to whoever looks. */
  untold: "How each door stands is shown only to those who answer for it.",
  bundleDone: (floors: string) => `Floors ${floors}, all visited`,
  border: (above: string, below: string) => `Above: ${above}. Below: ${below}.`,
  spread: "All units side by side",
  narrow: "One unit at a time",
  guessed: "Floors and door numbers are guessed from the size of the building.",
  ring: "Show the key group",
  shared: "Who answers for which floors",
  ringFailed: "It can't be told just now.",
  noGroup: "No longer in a key group",
  split: {
    title: "Share between leaders",
    unit: "Unit",
    every: "All units",
    low: "From floor",
    high: "To floor",
    to: "Goes to",
    choose: "Choose",
    look: "See what changes",
    apply: (count: string) => `Hand over ${many(count, "household", "households")}`,
    undo: "Take the last one back",
    none: "There is no other patch or grid nearby to hand it to.",
  },
  adopt: { title: "Nobody answers for it yet", to: "Belongs to", apply: "Put it there" },
};

export type MatrixWords = typeof matrix;
