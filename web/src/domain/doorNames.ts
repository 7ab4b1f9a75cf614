/**
 * What the doors of a building are called by whoever types them from its sheet: the server has the
 * same names (`gridmap/fieldwork/door_names.py`), and both are held to the same vectors.
 */

type Doors = readonly { readonly unit: string | null; readonly label: string }[];

const UNIT_ENDS = /(?:-|\/|单元)+/g;
// Whatever parts words, or says something of its own, is left out of a name that is typed.
const NEVER_TYPED = /[\s,、;:#]+/g;
const ONE_OF = /^(.*)#(\d{1,6})$/;

/** Writes full width as half width and capitals small, each character in its place. */
export function plain(text: string): string {
  return Array.from({ length: text.length }, (_, at) => {
    const each = text.charAt(at);
    const other = each.normalize("NFKC").toLowerCase();
    return other.length === 1 ? other : each;
  }).join("");
}

/**
 * The doors of one line by name, and by unit and name; those without a name are counted. Whatever
 * the ledger calls them, each door has a word of its own: of several doors that are called the
 * same, `301#2` is the second in the order of the sheet.
 */
export class DoorNames {
  /** The unit of each door, empty where it has none. */
  readonly units: readonly string[];
  readonly #names: readonly string[];
  readonly #doors = new Map<string, number[]>();

  constructor(doors: Doors) {
    this.units = doors.map(({ unit }) => nameOf(unit ?? ""));
    this.#names = doors.map(({ label }, at) => bare(nameOf(label)) || `${at + 1}`);
    for (const [at, name] of this.#names.entries())
      for (const called of new Set([name, this.#inUnit(at)]))
        this.#doors.set(called, [...(this.#doors.get(called) ?? []), at]);
  }

  /** Finds the doors that a plain word may mean. */
  found(word: string): readonly number[] {
    const [, several, one] = ONE_OF.exec(word) ?? [];
    if (several !== undefined)
      return this.found(several).filter((_, place) => place + 1 === Number(one));
    return this.#doors.get(bare(word.replace(UNIT_ENDS, "-"))) ?? [];
  }

  /** Finds the unit that a plain word names without a door: `2-`, `2单元`. */
  unit(word: string): string | null {
    const name = word.replace(UNIT_ENDS, "-");
    const unit = name.replace(/-$/, "");
    return unit && unit !== name && this.units.includes(unit) ? unit : null;
  }

  /** Names a door so that nothing else is meant, whatever was typed before. */
  spelled(at: number): string {
    const words = [this.#names[at] ?? "", this.#inUnit(at)];
    const [word = ""] = words.filter((each) => this.#doors.get(each)?.length === 1);
    if (word) return word;
    const place = (this.#doors.get(this.#inUnit(at)) ?? []).indexOf(at);
    return `${this.#inUnit(at)}#${place + 1}`;
  }

  #inUnit(at: number): string {
    const unit = this.units[at];
    const name = this.#names[at] ?? "";
    return unit ? `${unit}-${name}` : name;
  }
}

/** Writes what the ledger calls a unit or door as one word that can be typed. */
function nameOf(said: string): string {
  return plain(said).replace(NEVER_TYPED, "").replace(UNIT_ENDS, "-").replace(/^-|-$/g, "");
}

/** Takes what a door is called by itself out of its plain name. */
function bare(name: string): string {
  return name.replace(/[室号户]+$/, "");
}
