/** The tokens that the map's canvases are drawn in. */
export const TOKENS = [
  "paper",
  "panel",
  "ink",
  "ink2",
  "ink3",
  "accent",
  "work",
  "work-half",
  "done",
  "done-edge",
  "band0",
  "band1",
  "band2",
  "band3",
  "band4",
  "street",
  "casing",
  "water",
  "green",
  "other",
  "other-edge",
] as const;

export type Token = (typeof TOKENS)[number];

/** Colours as the page's style sheet has them now, and the font of its text. */
export interface Palette {
  readonly colours: Readonly<Record<Token, string>>;
  readonly font: string;
}

/** Read once when the theme changes, never while drawing. */
export function readPalette(root: Element = document.documentElement): Palette {
  const style = getComputedStyle(root);
  const colour = (token: Token) => [token, style.getPropertyValue(`--${token}`).trim()] as const;
  const colours = Object.fromEntries(TOKENS.map(colour)) as Record<Token, string>;
  return { colours, font: getComputedStyle(document.body).fontFamily || "sans-serif" };
}
