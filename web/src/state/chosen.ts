import { computed } from "@preact/signals";
import { type Area, readArea } from "../api/areas.ts";
import { type Building, type BuildingInside, readBuilding, readNearest } from "../api/buildings.ts";
import { readHazard, readHazards } from "../api/cases.ts";
import {
  type AreaFigure,
  type Figure,
  readCoverage,
  readPolygonCoverage,
} from "../api/coverage.ts";
import { type GroupFigure, readGroups } from "../api/groups.ts";
import { type Matrix, readMatrix } from "../api/matrix.ts";
import type { Question, Server } from "../api/server.ts";
import type { Hazard, ToldHazard } from "../domain/hazards.ts";
import { below, type Level } from "../domain/levels.ts";
import type { Place } from "../domain/places.ts";
import { Reading } from "./reading.ts";
import type { Rights } from "./rights.ts";

export interface AreaCoverage {
  readonly figure: AreaFigure | null;
  readonly asOf: string;
  readonly period: { from: string | null; to: string | null };
  /** Figures of the areas right below, of one level. */
  readonly children: readonly AreaFigure[];
}

export interface NearList {
  readonly items: readonly Building[];
  /** There are more than were read. */
  readonly more: boolean;
}

/** A building with its doors in their places, and when it was asked for. */
export type BuildingRead = Omit<BuildingInside, "doors"> & { matrix: Matrix; askedAt: number };

/** Everything about the one thing that is chosen. */
export class Chosen {
  readonly area = new Reading<Area>();
  readonly coverage = new Reading<AreaCoverage>();
  readonly groups = new Reading<GroupFigure[]>();
  readonly untouched = new Reading<NearList>();
  readonly partly = new Reading<NearList>();
  /** The building to go to next: the nearest that nobody has visited, else one that was begun. */
  readonly next = computed(() => this.#first(this.untouched) ?? this.#first(this.partly));
  readonly areaHazards = new Reading<Hazard[]>();
  readonly building = new Reading<BuildingRead>();
  readonly hazard = new Reading<ToldHazard>();
  readonly polygon = new Reading<Figure>();
  readonly #server: Server;
  readonly #rights: Rights;

  constructor(server: Server, rights: Rights) {
    this.#server = server;
    this.#rights = rights;
  }

  readArea(code: string): Promise<void> {
    return this.area.read((signal) => readArea(this.#server, code, signal));
  }

  readAreaFigures(area: Area, present: readonly Level[], question: Question): void {
    const { code, level } = area;
    if (this.#rights.cases) {
      void this.areaHazards.read((signal) =>
        readHazards(this.#server, { area: code, state: "open" }, signal),
      );
    }
    if (!this.#rights.figures) return;
    void this.coverage.read(async (signal) => {
      const own = await readCoverage(this.#server, level, question, code, signal);
      const figure = own.areas.find((row) => row.code === code) ?? null;
      let children: readonly AreaFigure[] = [];
      // A community may skip a level that others have.
      for (let next = below(level, present); next && !area.leaf; next = below(next, present)) {
        const { areas } = await readCoverage(this.#server, next, question, code, signal);
        // Where the level is skipped, the area stands in for what it has none of.
        children = areas.filter((row) => row.code !== code);
        if (children.length > 0) break;
      }
      return { figure, asOf: own.as_of, period: own.period, children };
    });
    void this.groups.read((signal) => readGroups(this.#server, code, question, signal));
  }

  /** What is not done in an area, nearest to a place first. */
  readWork(code: string, near: Place | null, question: Question): void {
    if (!this.#rights.figures) return;
    void this.untouched.read((signal) =>
      readNearest(this.#server, code, "untouched", near, question, signal),
    );
    void this.partly.read((signal) =>
      readNearest(this.#server, code, "partly", near, question, signal),
    );
  }

  readBuilding(uid: string, question: Question): Promise<void> {
    return this.building.read(async (signal) => {
      const askedAt = Date.now();
      const [{ doors: _, ...building }, matrix] = await Promise.all([
        readBuilding(this.#server, uid, question, signal),
        readMatrix(this.#server, uid, question, signal),
      ]);
      return { ...building, matrix, askedAt };
    });
  }

  readHazard(uid: string): Promise<void> {
    return this.hazard.read((signal) => readHazard(this.#server, uid, signal));
  }

  readPolygon(ring: readonly Place[], question: Question): Promise<void> {
    return this.polygon.read((signal) => readPolygonCoverage(this.#server, ring, question, signal));
  }

  #first({ value }: Reading<NearList>): Building | null {
    return value.value?.items[0] ?? null;
  }

  forgetArea(): void {
    for (const reading of [
      this.area,
      this.coverage,
      this.groups,
      this.untouched,
      this.partly,
      this.areaHazards,
    ]) {
      reading.clear();
    }
  }
}
