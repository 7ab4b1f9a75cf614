import { covers, number, type Shapes, type View } from "./draw/shapes.ts";
import type { Frame } from "./frame.ts";
import type { LoadedSquare } from "./tiles/LoadedGround.ts";

interface Piece {
  readonly view: View;
  readonly shapes: Shapes;
  readonly index: number;
}

/** The areas under a frame by their ids, from the pieces in which the loaded squares have them. */
export class AreasOnFrame {
  readonly #pieces = new Map<number, Piece[]>();

  constructor(frame: Frame, loaded: readonly LoadedSquare[]) {
    for (const { square, scene } of loaded) {
      const view = frame.over(square);
      const { shapes, ids } = scene.areas;
      for (let index = 0; index < shapes.count; index++) {
        const id = number(ids, index);
        const pieces = this.#pieces.get(id);
        if (pieces) pieces.push({ view, shapes, index });
        else this.#pieces.set(id, [{ view, shapes, index }]);
      }
    }
  }

  /** Does an area cover a point of the frame? */
  covers(id: number, x: number, y: number): boolean {
    const pieces = this.#pieces.get(id) ?? [];
    return pieces.some(({ view, shapes, index }) =>
      covers(shapes, index, (x + view.left) / view.scale, (y + view.top) / view.scale),
    );
  }
}
