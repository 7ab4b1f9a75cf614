// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { listenToBasemap } from "./basemap.ts";
import type { TileLayer } from "./leaflet.ts";

/** What the listener sees of Leaflet's layer. */
class Layer {
  readonly #listeners = new Map<string, (event: { tile: unknown }) => void>();
  asked = 0;

  on(name: string, listener: (event: { tile: unknown }) => void): void {
    this.#listeners.set(name, listener);
  }

  redraw(): void {
    this.asked += 1;
    this.tell("loading");
  }

  tell(name: string, tile: unknown = null): void {
    this.#listeners.get(name)?.({ tile });
  }
}

function heard() {
  const layer = new Layer();
  const said: boolean[] = [];
  const end = listenToBasemap(layer as unknown as TileLayer, (comes) => said.push(comes));
  layer.tell("loading");
  return { layer, said, end };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("tiles that come are no news, one that is missing among them neither", () => {
  const { layer, said } = heard();
  layer.tell("tileload", "one");
  layer.tell("load");
  layer.tell("loading");
  layer.tell("load");
  vi.advanceTimersByTime(600_000);
  expect([said, layer.asked]).toEqual([[], 0]);
});

test("when every tile fails it is told at once, and asked again until one comes", () => {
  const { layer, said, end } = heard();
  layer.tell("load");
  expect(said).toEqual([false]);
  vi.advanceTimersByTime(30_000);
  expect(layer.asked).toBe(1);
  layer.tell("tileload", "one");
  expect(said).toEqual([false, true]);
  layer.tell("load");
  vi.advanceTimersByTime(600_000);
  expect(layer.asked).toBe(1);
  end();
});

test("tiles that neither come nor fail are waited for only so long", () => {
  const { layer, said, end } = heard();
  vi.advanceTimersByTime(6_000);
  expect(said).toEqual([false]);
  end();
  vi.advanceTimersByTime(600_000);
  expect(layer.asked).toBe(0);
});

test("where the map goes to ground that nobody has drawn, it is told too", () => {
  const { layer, said } = heard();
  layer.tell("tileload", "one");
  layer.tell("load");
  layer.tell("loading");
  layer.tell("tileunload", "one");
  layer.tell("load");
  expect(said).toEqual([false]);
});
