/** What the rest of the app may ask of the map, and what the map tells it. No Leaflet in sight. */

/** West, south, east, north in degrees. */
export type Extent = readonly [number, number, number, number];
/** Longitude, latitude in degrees (EPSG:4326). */
export type Place = readonly [number, number];

export type Level = "county" | "subdistrict" | "community" | "grid" | "group" | "patch";

/** How far a building is, as `/map/status` tells it: one byte for each building id. */
export const STATUS = { none: 0, untouched: 1, partly: 2, done: 3 } as const;

/** An area as the map knows it: who it is and where its label may stand. */
export interface AreaMark {
  readonly id: number;
  readonly code: string;
  readonly level: Level;
  /** Code of the area above. */
  readonly parent: string | null;
  /** Short text of its label, such as "2 格". */
  readonly label: string;
  readonly extent: Extent;
  readonly middle: Place | null;
}

/** The part of a coverage figure that colours and labels an area. */
export interface AreaShare {
  readonly target: number;
  readonly attempted: number;
  readonly reached: number;
}

export interface HazardMark {
  readonly uid: string;
  readonly place: Place;
  /** One character: 火 电 气 水 堵 坠 梯 诈 噪 他. */
  readonly sign: string;
  /** What a screen reader says of it. */
  readonly title: string;
  readonly severity: "minor" | "serious" | "severe" | null;
  readonly handled: boolean;
  readonly overdue: boolean;
}

/** How bands are cut: per cent thresholds, rising, two to five of them; and which share counts. */
export interface Bands {
  readonly thresholds: readonly number[];
  readonly share: "met" | "attempted";
}

export interface Camera {
  readonly zoom: number;
  readonly lon: number;
  readonly lat: number;
}

/** Pixels at each side that panels cover: what is fitted stays clear of them. */
export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
  /** Where the panels at the right begin: above that, labels and marks may stand. */
  readonly rightTop?: number;
  /** Where those at the foot begin: left of that, too. */
  readonly bottomLeft?: number;
}

/** What stands out: an area or a building, with its whole outline. */
export interface Selection {
  readonly area?: string;
  readonly building?: number;
  readonly outline: GeoJSON.Geometry | null;
  /** Whether everything outside the outline fades (the chosen area on a phone, say). */
  readonly fade?: boolean;
}

export interface Hovered {
  readonly building?: number;
  readonly area?: string;
}

/** What was pressed; `building` is an id of `/map/status`, `area` a code. */
export interface Pick {
  readonly place: Place;
  readonly building: number | null;
  readonly area: string | null;
  readonly hazards: readonly string[];
}

export interface MapEvents {
  pick: (pick: Pick) => void;
  hover: (hovered: Hovered | null) => void;
  /** The camera rests. */
  rest: (camera: Camera, seen: Extent) => void;
  /** The level that is shown has changed. */
  level: (level: Level) => void;
}

/** Tiles of somebody else under everything, in Web Mercator. */
export interface Basemap {
  /** With `{z}`, `{x}`, `{y}` and perhaps `{s}`. */
  readonly url: string;
  readonly datum: "wgs84" | "gcj02";
  readonly attribution: string;
}

/** One area's own scene, as `/map/area/{code}` gives it: layers named as those of the tiles. */
export interface AreaScene {
  /** Of the area's outline; the layers reach somewhat further. */
  readonly extent: Extent;
  readonly layers: Readonly<Record<string, GeoJSON.FeatureCollection>>;
}

/** What the map says, aloud and in its corner. */
export interface MapWords {
  /** Name of the map for screen readers. */
  readonly map: string;
  /** What the keyboard does on it. */
  readonly keys?: string;
  /** Whose ground is drawn; a text, may be empty. */
  readonly attribution: string;
  /** A building that the keyboard is on: "7 号，荷叶街边，门牌 12，未走访"; "" for what is not known. */
  readonly building: (facts: {
    readonly id: number;
    readonly number: number | null;
    readonly house: string;
    readonly street: string;
    readonly status: number;
  }) => string;
  /** An area's label read out: "2 格，502 户见到 306 户，61%". */
  readonly area: (facts: {
    readonly label: string;
    readonly share: AreaShare | null;
    readonly counted: Bands["share"];
  }) => string;
  /** Hazards in one place. */
  readonly hazards: (count: number, worst: string) => string;
  readonly number: (value: number) => string;
  /** A house number as it is written on the map: "8 号". */
  readonly house?: (number: string) => string;
  /** The base map's tiles do not come, and what stands in for them. */
  readonly basemapGone?: string;
  /** A distance on the scale: "100 米". */
  readonly metres?: (metres: number) => string;
}

export interface MapOptions {
  readonly words: MapWords;
  readonly camera?: Camera;
  readonly extent: Extent | null;
  /** Pixels at each side that panels cover now. */
  readonly insets: () => Insets;
  readonly basemap: Basemap | null;
}
