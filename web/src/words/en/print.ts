/** What is said where sheets are printed: which ones, how far they are, how it ended. */
export const print = {
  open: "Print",
  keyIn: "Key in a sheet",
  keyInThis: (sheet: string) => `Key in sheet ${sheet}`,
  title: "Print",
  kind: "What",
  area: "Map and list",
  leader: "Leader's sheet, large",
  cards: "Contact cards",
  round: "Round, door by door",
  coverage: "Poster: visits",
  load: "Poster: households",
  hazards: "Open hazards",
  what: "How far",
  alone: "This area",
  below: "And all below",
  paper: "Paper",
  preview: "First page",
  download: "Save as PDF",
  waiting: "Waiting",
  drawing: "Drawing",
  binding: "Drawn; making the PDF",
  mayClose: "Close this if you like: it is saved once it is drawn.",
  stop: "Stop",
  saved: "Saved to the downloads.",
  boxed: (letters: string) =>
    `The server has no font with ${letters}: paper shows a box. Whoever runs it can print with one that has: gridmap atlas --font.`,
  stopped: "Stopped; nothing of it is kept.",
  names: "With names and phones of those who serve",
  namesNoted:
    "The sheets say by which day to destroy them; whose names were printed is noted down.",
  noted: "No names and no phones of residents; who printed is noted down.",
};

export type PrintWords = typeof print;
