import { batch, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Point } from "../domain/mercator.ts";
import { evenlyAlong, partsBeside, partsWithin } from "../domain/plan/choosing.ts";
import { shapeAt } from "../domain/plan/shapes.ts";
import { at, buildingsOf } from "../domain/plan/town.ts";
import type { Place } from "../map/contract.ts";
import { type DrawWords, draw } from "../map/tools/draw.ts";
import { useDesk } from "../setup/desk.ts";
import { useBench, usePlanWords } from "./context.ts";
import type { Studio, Tool } from "./studio.ts";

/** Pixels beside a building at which a press still means it. */
const REACH = 8;
/** Places of a line at which it is asked whose ground it crosses, however many corners it has. */
const LOOKED_AT = 20;

/** What presses on the map and keys do to the plan. */
export function useTools() {
  const { studio, loaded } = useBench();
  const { map, ground, drawing, sheet } = useDesk();
  const words = usePlanWords();
  const tool = studio.tool.value;
  /** The first of two areas that are to be one. */
  const first = useSignal<number | null>(null);
  /** Whether a line has split nothing. */
  const inVain = useSignal(false);

  const strokes = studio.strokes.value;
  // What was told of a line is of no use once something else was done.
  useEffect(() => {
    inVain.value = false;
  }, [strokes]);

  useEffect(() => {
    first.value = null;
    if (tool !== "lasso" && tool !== "split") return;
    inVain.value = false;
    const ending = new AbortController();
    sheet("peek");
    const shape = tool === "lasso" ? "polygon" : "line";
    const hint: DrawWords["hint"] = (drawn, points) =>
      points === 0 ? words.freehand[tool] : drawing.hint(drawn, points);
    const options = { words: { ...drawing, hint }, signal: ending.signal, freehand: true };
    draw(ground, shape, options).then((points) => {
      if (ending.signal.aborted) return;
      sheet("half");
      if (points) {
        const drawn = points.map((place) => loaded.ground.frame.point(place));
        const { x, y } = loaded.ground.town;
        if (tool === "lasso") add(studio, wholeBuildings(partsWithin(x, y, drawn)));
        else inVain.value = !split(drawn);
      }
      studio.tool.value = "select";
    });
    return () => ending.abort();
  }, [tool, loaded]);

  useEffect(() => {
    if (tool !== "select" && tool !== "merge") return;
    return map.on("pick", ({ place, building }) => {
      inVain.value = false;
      const found = (building !== null && loaded.ground.byId.get(building)) || buildingAt(place);
      if (tool === "merge") {
        const area = found === null ? areaAt(loaded.ground.frame.point(place)) : areaOf(found);
        if (area !== null) join(area);
      } else if (found !== null) toggle(studio, loaded.ground.parts[found] ?? []);
      else {
        const area = areaAt(loaded.ground.frame.point(place));
        studio.chosen.value = area === studio.chosen.peek() ? null : area;
      }
    });
  }, [tool, loaded]);

  useKeys(studio);
  return { first: first.value, inVain: inVain.value };

  function buildingAt(place: Place): number | null {
    const { frame, shapes } = loaded.ground;
    const pixel = ground.pixel(place);
    const beside = frame.point(ground.place({ x: pixel.x + REACH, y: pixel.y }));
    const point = frame.point(place);
    return shapeAt(shapes, point, Math.abs(beside.x - point.x));
  }

  function areaOf(building: number): number | null {
    const [part] = loaded.ground.parts[building] ?? [];
    const area = part === undefined ? -1 : (studio.division?.area[part] ?? -1);
    return area < 0 ? null : area;
  }

  function areaAt(point: Point): number | null {
    const cells = studio.cut.peek()?.cells;
    const cell = cells ? shapeAt(cells, point, 0) : null;
    return cell === null ? null : areaOf(cell);
  }

  function join(area: number): void {
    const before = first.peek();
    if (before === null) first.value = area;
    else if (before !== area) {
      studio.merge(before, area);
      studio.tool.value = "select";
    }
  }

  /**
   * Splits the chosen area, else the one that most of the line's ground belongs to. Tells whether there
   * was something on both sides of the line: what may not go says so by itself.
   */
  function split(line: readonly Point[]): boolean {
    const { town } = loaded.ground;
    const area = studio.chosen.peek() ?? areaAlong(line);
    if (area === null || !studio.division) return false;
    const parts = studio.division.partsOf(area);
    const side = partsBeside(parts, town.x, town.y, line);
    const weight = (those: readonly number[]) =>
      those.reduce((sum, part) => sum + at(town.households, part), 0);
    if (side.length === 0 || side.length === parts.length) return false;
    const taken = new Set(side);
    const other = parts.filter((part) => !taken.has(part));
    const smaller = weight(side) <= weight(other) ? side : other;
    studio.found(smaller, "split");
    return true;
  }

  function areaAlong(line: readonly Point[]): number | null {
    const met = new Map<number, number>();
    for (const point of evenlyAlong(line, LOOKED_AT)) {
      const area = areaAt(point);
      if (area !== null) met.set(area, (met.get(area) ?? 0) + 1);
    }
    const [most] = [...met].sort(([, one], [, other]) => other - one);
    return most?.[0] ?? null;
  }

  /** A lasso takes buildings, and with them all of their parts. */
  function wholeBuildings(parts: readonly number[]): number[] {
    const { town, parts: own } = loaded.ground;
    return [...buildingsOf(town, parts)].flatMap((one) => own[one] ?? []);
  }
}

export function toggle(studio: Studio, parts: readonly number[]): void {
  const selected = new Set(studio.selected.peek());
  const all = parts.every((part) => selected.has(part));
  for (const part of parts) {
    if (all) selected.delete(part);
    else selected.add(part);
  }
  studio.selected.value = selected;
}

function add(studio: Studio, parts: readonly number[]): void {
  studio.selected.value = new Set([...studio.selected.peek(), ...parts]);
}

/** Makes the selected parts a new area. */
export function foundSelected(studio: Studio): void {
  const parts = studio.selected.peek();
  if (parts.size === 0) return;
  batch(() => {
    studio.found(parts);
    studio.selected.value = new Set();
  });
}

/** Locks what is selected, else the area that is chosen; sets it free where all of it is locked. */
export function lockSelected(studio: Studio): void {
  const { division } = studio;
  const parts = [...studio.selected.peek()];
  const area = studio.chosen.peek();
  if (!division) return;
  if (parts.length > 0) {
    studio.locks.lockParts(parts, !parts.every((part) => division.lockedParts[part]));
    studio.selected.value = new Set();
  } else if (area !== null) studio.locks.lockArea(area, !division.lockedAreas.has(area));
}

const TOOLS: Record<string, Tool> = { s: "select", l: "lasso", x: "split", m: "merge" };

/** The keys of the studio; fields keep theirs. */
function useKeys(studio: Studio): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target } = event;
      if (
        target instanceof Element &&
        target.closest("input:not([type=radio], [type=range]), textarea, select, dialog")
      ) {
        return;
      }
      if (act(event)) {
        event.preventDefault();
        event.stopPropagation();
      }
    };
    const act = (event: KeyboardEvent): boolean => {
      const key = event.key.toLowerCase();
      if (event.ctrlKey || event.metaKey) {
        if (key === "z" && !event.shiftKey) studio.undo();
        else if (key === "y" || key === "z") studio.redo();
        else return false;
        return true;
      }
      if (event.altKey || event.repeat) return false;
      const tool = TOOLS[key];
      if (tool) studio.tool.value = tool;
      else if (key === "n") foundSelected(studio);
      else if (key === "k") lockSelected(studio);
      else if (key === "escape") return leave();
      else return false;
      return true;
    };
    const leave = (): boolean => {
      const drawn = studio.tool.peek() === "lasso" || studio.tool.peek() === "split";
      // What is being drawn gives up by itself.
      if (drawn) return false;
      if (studio.tool.peek() !== "select") studio.tool.value = "select";
      else if (studio.selected.peek().size > 0) studio.selected.value = new Set();
      else if (studio.chosen.peek() !== null) studio.chosen.value = null;
      // One Esc too many closes no page with strokes on it that were not kept.
      else return studio.changed.peek();
      return true;
    };
    window.addEventListener("keydown", press, true);
    return () => window.removeEventListener("keydown", press, true);
  }, [studio]);
}
