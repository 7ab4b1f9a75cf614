import type { Me } from "../api/door.ts";

/** What the page offers somebody; what they may not do is not shown. The server decides anyway. */
export interface Rights {
  /** Sums of visits, by area and building. */
  readonly figures: boolean;
  /** How single households stand, or what is known of them: whoever may not draws no figures. */
  readonly households: boolean;
  /** How single doors stand. */
  readonly doors: boolean;
  readonly cases: boolean;
  readonly report: boolean;
  readonly record: boolean;
  /** Key groups as what figures go by. */
  readonly targets: boolean;
  /** Areas, imports, the check of the ground. */
  readonly setUp: boolean;
  /** Some page of setting up. */
  readonly setUpSome: boolean;
  /** Putting listed buildings onto the map. */
  readonly place: boolean;
  readonly register: boolean;
  readonly people: boolean;
  readonly organise: boolean;
  readonly accounts: boolean;
  /** Who looked at personal data. */
  readonly audit: boolean;
}

/** Tells the rights of whoever signed in; while nobody has an account all is open. */
export function rightsOf(me: Me | null): Rights {
  const may = (what: string) => me === null || me.may.includes(what);
  return {
    figures: may("see figures"),
    households: may("see doors") || may("see register"),
    doors: may("see doors"),
    cases: may("see cases"),
    report: may("change cases"),
    record: may("change visits"),
    targets: may("see key_groups"),
    setUp: may("change setting_up"),
    setUpSome: ["change setting_up", "change placing", "change register"].some(may),
    place: may("change placing"),
    register: may("change register"),
    people: may("see people"),
    organise: may("change people"),
    accounts: may("change accounts"),
    audit: may("see audit"),
  };
}
