/** Every sentence the page says. A catalogue that lacks one does not compile. */
export interface Words {
  /** BCP 47 tag, for the page and for writing numbers and dates. */
  readonly lang: "zh-CN" | "en";
  readonly product: string;
  readonly loading: string;
  /** What is behind "306 / 502". */
  readonly households: string;
  readonly communities: string;
  readonly worstFirst: string;
  readonly met: string;
  readonly attempted: (doors: string) => string;
  readonly left: string;
  readonly tried: string;
  readonly leftOut: (doors: string) => string;
  readonly orphans: (doors: string) => string;
  readonly since: (from: string) => string;
  readonly span: (from: string, to: string) => string;
  readonly asOf: (moment: string) => string;
  readonly openMap: string;
  readonly apiDocs: string;
  readonly map: string;
  readonly noTarget: string;
  readonly noFigures: string;
  readonly noMap: string;
  readonly again: string;
  readonly otherLanguage: string;
}
