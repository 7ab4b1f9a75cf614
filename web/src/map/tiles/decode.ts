/** A vector tile as the map draws it. */
import { LEVELS } from "../../domain/levels.ts";
import type { Scene } from "../draw/scene.ts";
import { number } from "../draw/shapes.ts";
import { SceneBuilder } from "./SceneBuilder.ts";

/**
 * Reads a vector tile (Mapbox Vector Tile 2.1, as a Protocol Buffer).
 *
 * A tile of a city has ten thousands of buildings: the readers there are make an object of each and
 * of each of its corners, and took most of the time until a map stood.
 *
 * House numbers and street names are read (`withTexts`) only where they are close enough to be written.
 */
export function decode(bytes: ArrayBuffer | undefined, withTexts: boolean): Scene {
  const scene = new SceneBuilder(withTexts);
  if (!bytes) return scene.finish(Int16Array);
  const tile = new Bytes(new Uint8Array(bytes));
  const layers = readLayers(tile);
  const each = (name: string, keys: readonly string[], take: Take) => {
    const layer = layers.get(name);
    if (layer) readFeatures(tile, layer, keys, take);
  };
  each("buildings", ["i", "n", "h"], (rings, [i, n, h]) => scene.building(rings, { i, n, h }));
  for (const name of ["streets", "roads"])
    each(name, ["k", "name"], (lines, [k, said]) => scene.street(lines, { k, name: said }));
  each("landcover", ["k"], (rings, [k]) => scene.cover(rings, { k }));
  each("borders", ["k"], (lines, [k]) => scene.border(lines, { k }));
  for (const level of LEVELS) each(level, ["a"], (rings, [a]) => scene.area(rings, { a }));
  return scene.finish(Int16Array);
}

type Fact = string | number | undefined;
/** Rings and lines as x, y, x, y …, which hold only until the next feature; facts by their keys. */
type Take = (rings: readonly Int32Array[], facts: readonly Fact[]) => void;

interface Layer {
  /** Where each feature begins. */
  readonly features: number[];
  readonly keys: string[];
  readonly values: Fact[];
}

/** Fields of the format with their wire type, as they stand before what they hold. */
const LAYER = (3 << 3) | 2;
const NAME = (1 << 3) | 2;
const FEATURE = (2 << 3) | 2;
const KEY = (3 << 3) | 2;
const VALUE = (4 << 3) | 2;
const TAGS = (2 << 3) | 2;
const GEOMETRY = (4 << 3) | 2;
const TEXT = (1 << 3) | 2;
const INT = 4 << 3;
const UINT = 5 << 3;
const SINT = 6 << 3;

const MOVE_TO = 1;
const LINE_TO = 2;

const utf8 = new TextDecoder();

/** Bytes that are read one number after the other. */
class Bytes {
  readonly #bytes: Uint8Array;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get length(): number {
    return this.#bytes.length;
  }

  /** A whole number of up to 53 bits, seven in each byte. */
  whole(): number {
    const bytes = this.#bytes;
    let byte = number(bytes, this.at++);
    let value = byte & 0x7f;
    for (let shift = 7; byte > 0x7f; shift += 7) {
      byte = number(bytes, this.at++);
      // Shifting is quick and holds 31 bits.
      value = shift < 28 ? value | ((byte & 0x7f) << shift) : value + (byte & 0x7f) * 2 ** shift;
    }
    return value;
  }

  /** A whole number of which the last bit is the sign. */
  signed(): number {
    const value = this.whole();
    return value % 2 ? -(value + 1) / 2 : value / 2;
  }

  /** Where something ends that tells its length first. */
  end(): number {
    const length = this.whole();
    return this.at + length;
  }

  text(): string {
    const end = this.end();
    const text = utf8.decode(this.#bytes.subarray(this.at, end));
    this.at = end;
    return text;
  }

  /** Pass over what a field holds. */
  skip(field: number): void {
    const kind = field & 7;
    if (kind === 0) this.whole();
    else if (kind === 1) this.at += 8;
    else if (kind === 2) this.at = this.end();
    else this.at += 4;
  }
}

function readLayers(tile: Bytes): Map<string, Layer> {
  const layers = new Map<string, Layer>();
  while (tile.at < tile.length) {
    const field = tile.whole();
    if (field !== LAYER) {
      tile.skip(field);
      continue;
    }
    const layer: Layer = { features: [], keys: [], values: [] };
    layers.set(readLayer(tile, tile.end(), layer), layer);
  }
  return layers;
}

/** Fills a layer in, and tells its name. */
function readLayer(tile: Bytes, end: number, { features, keys, values }: Layer): string {
  let name = "";
  while (tile.at < end) {
    const field = tile.whole();
    if (field === FEATURE) {
      features.push(tile.at);
      tile.skip(field);
    } else if (field === VALUE) values.push(readValue(tile, tile.end()));
    else if (field === KEY) keys.push(tile.text());
    else if (field === NAME) name = tile.text();
    else tile.skip(field);
  }
  return name;
}

/** Our tiles hold texts and whole numbers. */
function readValue(tile: Bytes, end: number): Fact {
  let value: Fact;
  while (tile.at < end) {
    const field = tile.whole();
    if (field === INT || field === UINT) value = tile.whole();
    else if (field === TEXT) value = tile.text();
    else if (field === SINT) value = tile.signed();
    else tile.skip(field);
  }
  return value;
}

function readFeatures(tile: Bytes, layer: Layer, wanted: readonly string[], take: Take): void {
  const places = layer.keys.map((key) => wanted.indexOf(key));
  const corners = new Corners();
  const facts: Fact[] = wanted.map(() => undefined);
  for (const at of layer.features) {
    tile.at = at;
    facts.fill(undefined);
    corners.clear();
    for (const end = tile.end(); tile.at < end; ) {
      const field = tile.whole();
      if (field === GEOMETRY) readRings(tile, tile.end(), corners);
      else if (field === TAGS) {
        for (const stop = tile.end(); tile.at < stop; ) {
          const place = places[tile.whole()] ?? -1;
          const value = tile.whole();
          if (place >= 0) facts[place] = layer.values[value];
        }
      } else tile.skip(field);
    }
    take(corners.rings, facts);
  }
}

/** What closes a ring is no corner of its own. */
function readRings(tile: Bytes, end: number, corners: Corners): void {
  let [x, y] = [0, 0];
  while (tile.at < end) {
    const said = tile.whole();
    const command = said & 7;
    if (command !== MOVE_TO && command !== LINE_TO) continue;
    for (let times = said >> 3; times > 0; times--) {
      x += tile.signed();
      y += tile.signed();
      if (command === MOVE_TO) corners.begin();
      corners.put(x, y);
    }
  }
  corners.end();
}

/** The corners of one feature, in memory that all of them share. */
class Corners {
  rings: Int32Array[] = [];
  #xy = new Int32Array(1024);
  #count = 0;
  #first = 0;

  clear(): void {
    this.rings.length = 0;
    this.#count = 0;
    this.#first = 0;
  }

  begin(): void {
    this.end();
    this.#first = this.#count;
  }

  put(x: number, y: number): void {
    if (this.#count === this.#xy.length) {
      const more = new Int32Array(2 * this.#count);
      more.set(this.#xy);
      this.#xy = more;
    }
    this.#xy[this.#count++] = x;
    this.#xy[this.#count++] = y;
  }

  end(): void {
    if (this.#count > this.#first) this.rings.push(this.#xy.subarray(this.#first, this.#count));
  }
}
