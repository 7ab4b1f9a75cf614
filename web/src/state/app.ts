import { batch, computed, effect, signal, untracked } from "@preact/signals";
import type { Area } from "../api/areas.ts";
import type { Me } from "../api/door.ts";
import type { MapInfo, Tiles } from "../api/map.ts";
import { connect, get, type Question, type Server } from "../api/server.ts";
import type { View } from "../domain/address.ts";
import { buildingStatus, type Door, doorsIn, unitsOf } from "../domain/doors.ts";
import { firstLevel, type Level } from "../domain/levels.ts";
import { extentOf, middleOf, type Place } from "../domain/places.ts";
import { type Freshness, Live, type Stand } from "../sync/live.ts";
import { AddressBar } from "./address.ts";
import { Chosen } from "./chosen.ts";
import { Figures } from "./figures.ts";
import { Hazards } from "./hazards.ts";
import { OwnPosition } from "./position.ts";
import { Printing } from "./printing.ts";
import { oneAtATime } from "./reading.ts";
import { Records } from "./records.ts";
import { type Rights, rightsOf } from "./rights.ts";
import { Screen } from "./screen.ts";
import { Seat } from "./seat.ts";
import { Upgrade } from "./upgrade.ts";
import { World } from "./world.ts";

/** What is under the pointer, on the map or in a list: both draw it. */
export interface Hovered {
  readonly building?: number;
  readonly area?: string;
}

interface Told extends Stand {
  /** The local day there; what asks where the server stands is not told it. */
  readonly today?: string;
  readonly tiles?: Pick<Tiles, "version" | "state" | "progress">;
}

/** From where "nearest" is measured. */
export interface Origin {
  readonly place: Place;
  readonly from: "me" | "area" | "map";
}

/** The app's state: what the address asks for, read from the server and kept up to date. */
export class App {
  readonly server: Server;
  /** Whoever signed in; null while the server is out of reach, or where nobody has to. */
  readonly me: Me | null;
  readonly rights: Rights;
  /** The office of now, by which the page begins. */
  readonly seat: Seat;
  readonly address: AddressBar;
  readonly screen: Screen;
  readonly world: World;
  readonly figures: Figures;
  readonly hazards: Hazards;
  readonly chosen: Chosen;
  readonly records: Records;
  readonly upgrade: Upgrade;
  readonly printing: Printing;
  readonly position = new OwnPosition();
  readonly freshness = signal<Freshness>("connecting");
  readonly heardAt = signal<number | null>(null);
  readonly hovered = signal<Hovered | null>(null);
  /** The level that the map shows by its zoom. */
  readonly mapLevel = signal<Level | null>(null);
  /** A key group that the address asks for and that does not exist here: all households count. */
  readonly unknownTarget = computed<string | null>(() => {
    const { target } = this.address.where.value;
    const groups = this.world.info.value.value?.key_groups;
    return target && groups && !groups.includes(target) ? target : null;
  });
  // A text, so that the same question stays the same whatever else the address tells.
  readonly #asked = computed(() => {
    const { from, to, target } = this.address.where.value;
    return JSON.stringify({ from, to, target: this.unknownTarget.value ? null : target });
  });
  readonly view = computed<View>(() => this.address.where.value.view);
  /** The area that is shown: the one chosen, else where whoever signed in begins. */
  readonly areaShown = computed<string | null>(() => {
    const view = this.view.value;
    if (view.kind === "area") return view.code;
    return view.kind === "overview" ? this.seat.home : null;
  });
  readonly question = computed<Question>(() => JSON.parse(this.#asked.value));
  readonly level = computed<Level | null>(() => {
    const present = this.world.present.value;
    const asked = this.address.where.value.level;
    if (asked && present.includes(asked)) return asked;
    return this.mapLevel.value ?? firstLevel(present);
  });
  readonly origin = signal<Origin | null>(null);
  /** Whether the map is to turn to what was chosen: it was chosen in a list, not on the map. */
  revealing = false;
  #live: Live<Told> | null = null;
  /** The server sequence that what is shown was last read at. */
  #shownAt: string | null = null;
  readonly #ends: (() => void)[] = [];

  constructor({
    base,
    lang,
    page,
    me,
    map,
  }: {
    base: string;
    lang: string;
    page: Window;
    me: Me | null;
    map?: Promise<MapInfo | null>;
  }) {
    this.me = me;
    this.rights = rightsOf(me);
    this.seat = new Seat(page, me);
    this.server = connect(base, lang);
    this.address = new AddressBar(page);
    this.screen = new Screen(page);
    this.upgrade = new Upgrade(page);
    this.printing = new Printing(this.server);
    this.world = new World(this.server, map);
    this.figures = new Figures(this.server);
    this.hazards = new Hazards(this.server);
    this.chosen = new Chosen(this.server, this.rights);
    this.records = new Records(this.server, {
      // What somebody wrote down stays theirs: who signs in after them neither sees nor sends it.
      name: ["gridmap", new URL(".", base).pathname, me?.uid].filter(Boolean).join(" "),
      sent: () => this.#refresh(),
    });
  }

  start(): void {
    const world = this.world.read();
    this.#readHazards();
    this.#ends.push(
      effect(() => this.#followQuestion()),
      effect(() => this.#followLevel()),
      effect(() => this.#followView()),
      effect(() => this.#followNetwork()),
    );
    const minute = setInterval(() => {
      this.hazards.now.value = this.server.now();
    }, 30_000);
    this.#ends.push(() => clearInterval(minute));
    // What is read from now on is at least as new as what the workspace said of itself.
    void world.then(() => this.#listen());
  }

  #listen(): void {
    if (this.#ends.length === 0) return; // stopped meanwhile
    const info = this.world.info.value.peek();
    if (info) this.#shownAt = standing(info);
    this.#live = new Live<Told>({
      open: (signal) => this.server.fetch("api/v1/events", { signal }),
      ask: (signal) => get<Told>(this.server, "api/v1/health", {}, signal),
      changed: (told) => void this.#changed(told),
      now: this.server.now,
      fresh: (freshness, heardAt) =>
        batch(() => {
          this.freshness.value = freshness;
          this.heardAt.value = heardAt;
        }),
    });
  }

  stop(): void {
    this.#live?.close();
    this.printing.rest();
    for (const end of this.#ends.splice(0)) end();
    this.address.close();
  }

  /** Asks for everything that is shown again. */
  readonly readAgain = (): void => {
    this.#live?.retry();
    if (this.world.info.state.peek() !== "ready") void this.world.read();
    this.#refresh();
    this.#readHazards();
  };

  /** Opens a thing that was chosen in a list: the map turns to it. */
  readonly reveal = (view: View): void => {
    this.revealing = true;
    this.address.open(view);
  };

  /** Notes the middle of the map as the origin of distances, if nothing better is known. */
  readonly measureFrom = (place: Place): void => {
    if ((this.origin.peek()?.from ?? "map") === "map") this.origin.value = { place, from: "map" };
  };

  /** Reads what is near anew: "near" is measured from elsewhere now. */
  readonly nearestAgain = (): void => {
    const code = this.areaShown.peek();
    if (code === null) return;
    this.chosen.readWork(code, this.origin.peek()?.place ?? null, this.question.peek());
  };

  async #changed(told: Told): Promise<void> {
    await this.records.meet(told.epoch).catch(() => {});
    const info = this.world.info.value.peek();
    const tiles = told.tiles;
    const day = told.today ?? info?.today ?? "";
    const same =
      info && tiles && info.tiles.version === tiles.version && info.tiles.state === tiles.state;
    if (info && tiles && same && day === info.today && tiles.progress !== info.tiles.progress) {
      const progress = tiles.progress;
      this.world.info.value.value = { ...info, tiles: { ...info.tiles, progress } };
    } else if (!info || day !== info.today || (tiles && !same)) {
      await this.world.read();
      this.world.readAgain();
    }
    // Tiles that are being drawn are news as well, but no figure has moved.
    const here = standing({ ...told, today: day });
    if (here === this.#shownAt) return;
    this.#shownAt = here;
    this.#refresh();
    this.#readHazards();
  }

  /** Reads the figures again that are on the screen. */
  readonly #refresh = oneAtATime(async () => {
    if (!this.rights.figures) {
      this.#readChosen(false);
      return;
    }
    await this.figures.readChanges(this.question.peek());
    // What is asked may have changed meanwhile; what is on the screen counts.
    const question = this.question.peek();
    const level = this.level.peek();
    const coarsest = this.world.present.peek()[0];
    const reads: Promise<void>[] = [];
    if (level) reads.push(this.figures.readLevel(level, question));
    if (coarsest) reads.push(this.figures.readWhole(coarsest, question));
    this.#readChosen(false);
    await Promise.all(reads);
  });

  #readHazards(): void {
    if (this.rights.cases) this.hazards.read();
  }

  #followQuestion(): void {
    const question = this.question.value;
    const coarsest = this.world.present.value[0];
    if (!this.world.told.value || !this.rights.figures) return;
    // Buildings stand how they stand, also before there is any area.
    void this.figures.readStatuses(question);
    if (coarsest) void this.figures.readWhole(coarsest, question);
  }

  #followLevel(): void {
    const question = this.question.value;
    const level = this.level.value;
    if (!level) return;
    untracked(() => this.world.areas(level));
    if (this.rights.figures) void this.figures.readLevel(level, question);
  }

  #followView(): void {
    void this.view.value;
    void this.areaShown.value;
    void this.question.value;
    void this.world.present.value;
    untracked(() => this.#readChosen(true));
  }

  #followNetwork(): void {
    const online = this.screen.online.value;
    untracked(() => {
      if (!online) this.#live?.lost();
      else {
        this.#live?.retry();
        void this.records.sendNow().catch(() => {});
      }
    });
  }

  #view = "";

  #readChosen(opened: boolean): void {
    const { view } = this.address.where.peek();
    const question = this.question.peek();
    const area = this.areaShown.peek();
    const key = area === null ? keyOf(view) : `area ${area}`;
    const another = key !== this.#view;
    this.#view = key;
    if (area !== null) void this.#readArea(area, another);
    if (view.kind === "building") {
      if (another) this.chosen.building.clear();
      void this.#readBuilding(view.uid, question);
    }
    if (view.kind === "hazard") {
      if (another) this.chosen.hazard.clear();
      void this.chosen.readHazard(view.uid);
    }
    if (view.kind === "polygon" && (opened || this.chosen.polygon.state.peek() !== "reading")) {
      if (another) this.chosen.polygon.clear();
      void this.chosen.readPolygon(view.ring, question);
    }
  }

  /** The map knows a building by its number there; the address names it for good. */
  async #readBuilding(asked: string, question: Question): Promise<void> {
    await this.chosen.readBuilding(asked, question);
    const uid = this.chosen.building.value.peek()?.uid;
    const { view } = this.address.where.peek();
    if (!uid || uid === asked || view.kind !== "building" || view.uid !== asked) return;
    this.#view = keyOf({ ...view, uid });
    this.address.become({ ...view, uid });
  }

  async #readArea(code: string, another: boolean): Promise<void> {
    const { chosen } = this;
    if (another) chosen.forgetArea();
    if (another || chosen.area.state.peek() === "failed") await chosen.readArea(code);
    const area = chosen.area.value.peek();
    if (!area || this.areaShown.peek() !== code) return;
    this.world.meet([area]);
    const question = this.question.peek();
    chosen.readAreaFigures(area, this.world.present.peek(), question);
    if (another) this.origin.value = this.#originIn(area);
    chosen.readWork(code, this.origin.peek()?.place ?? null, question);
  }

  /** Distances are from where one is, if that is known; else from the middle of the area. */
  #originIn({ outline }: Area): Origin | null {
    const me = this.position.now.peek();
    if (me) return { place: me.place, from: "me" };
    const extent = outline ? extentOf(outline.coordinates) : null;
    return extent ? { place: middleOf(extent), from: "area" } : this.origin.peek();
  }

  /** How far the building in the panel is, with what is written down here. */
  readonly buildingNow = computed(() => {
    const building = this.chosen.building.value.value;
    if (!building) return null;
    const { matrix, askedAt } = building;
    const told = doorsIn(matrix);
    const doors = this.records.overlaid(told, askedAt);
    const { reached } = building;
    return {
      ...building,
      doors,
      reached: reached === null ? null : reached + metIn(doors) - metIn(told),
      inside: unitsOf(matrix, doors),
      status: doors.length > 0 ? buildingStatus(doors) : building.status,
    };
  });
}

/** Doors of the target where somebody was met. */
const metIn = (doors: readonly Door[]): number =>
  doors.filter(({ excluded, outcome }) => !excluded && outcome === "met").length;

/** What a view is about. */
function keyOf(view: View): string {
  return JSON.stringify([
    view.kind,
    "code" in view ? view.code : "",
    "uid" in view ? view.uid : "",
  ]);
}

/** What figures are of: what was recorded, and the day on which it is looked at. */
function standing({ epoch, seq, today }: Stand & { readonly today: string }): string {
  return `${epoch}.${seq}.${today}`;
}
