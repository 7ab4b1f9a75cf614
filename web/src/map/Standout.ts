import type { AreaBook } from "./AreaBook.ts";
import { drawPieces, drawSelection, fadeAround, outlineOf } from "./chosen.ts";
import type { Hovered, Selection } from "./contract.ts";
import type { Palette } from "./draw/palette.ts";
import type { Brush, Shapes } from "./draw/shapes.ts";
import type { Frame } from "./frame.ts";
import type { LeafletMap } from "./leaflet.ts";
import { Sheet } from "./Sheet.ts";
import type { LoadedGround } from "./tiles/LoadedGround.ts";

/** What stands out from the ground: what is chosen, what the pointer or the keyboard is on. */
export class Standout {
  readonly #book: AreaBook;
  readonly #ground: LoadedGround;
  readonly #palette: () => Palette;
  readonly #fade: Sheet;
  readonly #lines: Sheet;
  #selection: Selection | null = null;
  #outline: Shapes | null = null;
  #hovered: Hovered | null = null;
  #focused: number | null = null;

  constructor(map: LeafletMap, book: AreaBook, ground: LoadedGround, palette: () => Palette) {
    this.#book = book;
    this.#ground = ground;
    this.#palette = palette;
    this.#fade = new Sheet((brush, frame) => this.#paintFade(brush, frame), { pane: "fade" });
    this.#lines = new Sheet((brush, frame) => this.#paintLines(brush, frame), { pane: "select" });
    map.addLayer(this.#fade).addLayer(this.#lines);
  }

  get selection(): Selection | null {
    return this.#selection;
  }

  get hovered(): Hovered | null {
    return this.#hovered;
  }

  select(selection: Selection | null): void {
    this.#selection = selection;
    this.#outline = outlineOf(selection?.outline ?? null);
    this.repaint();
  }

  hover(hovered: Hovered | null): void {
    this.#hovered = hovered;
    this.#lines.repaint();
  }

  /** The building that the keyboard is on. */
  focus(id: number | null): void {
    if (id === this.#focused) return;
    this.#focused = id;
    this.#lines.repaint();
  }

  repaint(): void {
    this.#fade.repaint();
    this.#lines.repaint();
  }

  #paintFade(brush: Brush, frame: Frame): boolean {
    if (!this.#outline || !this.#selection?.fade) return false;
    fadeAround(brush, frame, this.#palette(), this.#outline);
    return true;
  }

  #paintLines(brush: Brush, frame: Frame): boolean {
    const palette = this.#palette();
    const squares = this.#ground.all();
    let drawn = false;
    const draw = (layer: "buildings" | "areas", id: number, strong: boolean) => {
      drawn = true;
      drawPieces(brush, frame, palette, squares, layer, id, strong);
    };
    const chosen = this.#selection;
    if (this.#outline) {
      drawn = true;
      drawSelection(brush, frame, palette, this.#outline);
    } else if (chosen?.building !== undefined) draw("buildings", chosen.building, true);
    const { building, area } = this.#hovered ?? {};
    if (building !== undefined && building !== chosen?.building) draw("buildings", building, false);
    const mark = this.#book.byCode(area);
    if (mark && area !== chosen?.area) draw("areas", mark.id, false);
    if (this.#focused !== null) draw("buildings", this.#focused, true);
    return drawn;
  }
}
