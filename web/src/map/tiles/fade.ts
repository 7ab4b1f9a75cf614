import { movesAllowed } from "../createMap.ts";
import { DomUtil, point } from "../leaflet.ts";

/** How long a changed building takes to turn to its new colour. */
const MILLISECONDS = 300;
/** It sets out one frame in: a first frame that still shows the old colour would only be late. */
const FRAME = 1000 / 60;
/** Pixels across a tile as it is shown (map.css). */
const SHOWN = 513;

/** What of a canvas is about to change, in device pixels. */
export interface Changing {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Lays what a tile shows now over it and lets that fade, so that a new colour comes softly. */
export function fadeFrom(tile: HTMLCanvasElement, { left, top, width, height }: Changing): void {
  if (!movesAllowed()) return;
  const before = document.createElement("canvas");
  before.className = "fading";
  before.setAttribute("aria-hidden", "true");
  before.width = width;
  before.height = height;
  before.getContext("2d")?.drawImage(tile, -left, -top);
  const dot = SHOWN / tile.width;
  before.style.width = `${width * dot}px`;
  before.style.height = `${height * dot}px`;
  const corner = DomUtil.getPosition(tile) ?? point(0, 0);
  DomUtil.setPosition(before, corner.add([left * dot, top * dot]));
  tile.parentElement?.append(before);
  const fading = before.animate([{ opacity: 1 }, { opacity: 0 }], {
    duration: MILLISECONDS,
    delay: -FRAME,
    easing: "ease-out",
  });
  fading.onfinish = () => before.remove();
}
