import type { Words } from "./words.ts";

export const english: Words = {
  lang: "en",
  product: "Grid map",
  loading: "Reading the figures",
  householdsMet: "households met",
  met: "Met",
  attempted: (doors) => `Knocked at ${doors} doors`,
  left: "Not visited",
  tried: "Tried, not met",
  leftOut: (doors) => `Left out: ${doors}, vacant or do not visit`,
  span: (from, to) => `${from} – ${to}`,
  asOf: (moment) => `as of ${moment}`,
  openMap: "Open the map",
  apiDocs: "API docs",
  map: "Coverage map",
  noTarget: "No households yet. Import buildings and households, and the figures appear here.",
  noFigures: "The figures can't be read just now. All records are safe.",
  noMap: "The map is not drawn yet.",
  again: "Read again",
  otherLanguage: "中文",
};
