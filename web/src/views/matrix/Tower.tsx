import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { bundled } from "../../domain/bundles.ts";
import { type Door, isOpen, isUntried, type Unit } from "../../domain/doors.ts";
import { count } from "../../domain/write.ts";
import { Icon } from "../icons.tsx";
import { type Storey, widest } from "./plan.ts";
import { useSaid } from "./said.ts";

/** Pixels of a bundle that a thumb hits. */
const BUNDLE = 48;
/** Below this width a door is no longer drawn for itself. */
const THIN = 2.5;

interface TowerProps {
  readonly storeys: readonly Storey[];
  readonly units: readonly Unit[];
  /** Pixels it may be high and its drawing wide. */
  readonly height: number;
  readonly width: number;
  /** Holds a row for each storey, in their order. */
  readonly rows: RefObject<HTMLElement | null>;
}

/**
 * The whole building at a height that never changes, as its own map: each floor a line of doors,
 * floors bundled so that a thumb hits them, each bundle with what is left there. A frame shows
 * which floors are in sight; a tap goes there, a finger drawn along it leafs through.
 */
export function Tower({ storeys, units, height, width, rows }: TowerProps) {
  const said = useSaid();
  const [seen, see] = useState({ first: 0, last: 0 });
  const drag = useRef<{ y: number; at: number; moved: boolean } | null>(null);
  const bundles = bundled(
    storeys.map(({ floor }) => floor),
    Math.floor(height / BUNDLE),
  );
  const step = height / storeys.length;

  useEffect(() => {
    const scroller = rows.current?.closest<HTMLElement>(".panel-body");
    if (!scroller) return;
    let waiting = 0;
    const look = () => {
      waiting = 0;
      see(inSight(scroller, rows.current));
    };
    const soon = () => {
      waiting ||= requestAnimationFrame(look);
    };
    look();
    scroller.addEventListener("scroll", soon, { passive: true });
    return () => {
      cancelAnimationFrame(waiting);
      scroller.removeEventListener("scroll", soon);
    };
  }, [rows, height, storeys.length]);

  const go = (at: number, block: ScrollLogicalPosition) =>
    rows.current?.children[at]?.scrollIntoView({ block });
  const leaf = (event: PointerEvent) => {
    const start = drag.current;
    if (!start) return;
    if (!start.moved) {
      if (Math.abs(event.clientY - start.y) < 6) return;
      start.moved = true;
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    }
    // From where it was put down: in a low window the tower itself moves while its floors go by.
    const at = Math.floor(start.at + (event.clientY - start.y) / step);
    go(Math.max(0, Math.min(storeys.length - 1, at)), "center");
  };
  const end = () => {
    drag.current = null;
  };

  return (
    <nav
      class="tower"
      aria-label={said.tower}
      style={{ height: `${height}px`, "--drawing": `${width}px` }}
      onPointerDown={(event) => {
        const { top } = event.currentTarget.getBoundingClientRect();
        drag.current = { y: event.clientY, at: (event.clientY - top) / step, moved: false };
      }}
      onPointerMove={leaf}
      onPointerUp={end}
      onPointerCancel={end}
    >
      <Drawing storeys={storeys} units={units} step={step} width={width} />
      {bundles.map(({ first, last }) => {
        const inside = storeys.slice(first, last + 1).flatMap(doorsOf);
        const left = inside.filter(isUntried).length;
        const high = storeys[first]?.floor ?? null;
        const floors = high === null ? "–" : said.floors(`${high}`, `${storeys[last]?.floor}`);
        const spoken = high === null ? said.noFloor : floors;
        return (
          <button
            key={first}
            type="button"
            class="bundle"
            style={{ height: `${(last - first + 1) * step}px` }}
            onClick={() => go(first, "start")}
          >
            <span aria-hidden="true">{floors}</span>
            {left > 0 && <b aria-hidden="true">{count(left)}</b>}
            {left === 0 && inside.length > 0 && <Icon name="check" size={12} />}
            <span class="spoken">
              {left > 0
                ? said.bundle(spoken, count(left))
                : inside.length > 0
                  ? said.bundleDone(spoken)
                  : said.bundleUntold(spoken)}
            </span>
          </button>
        );
      })}
      <i
        class="tower-frame"
        style={{
          top: `${seen.first * step}px`,
          height: `${(seen.last - seen.first + 1) * step}px`,
        }}
      />
    </nav>
  );
}

/** The places of the first and last row that are in sight, as far as they are. */
function inSight(scroller: HTMLElement, rows: HTMLElement | null) {
  const box = scroller.getBoundingClientRect();
  const head = scroller.querySelector(".matrix-head")?.getBoundingClientRect();
  const top = Math.max(box.top, head ? head.bottom : box.top);
  const shown = [...(rows?.children ?? [])].map((row) => {
    const { top: from, bottom: to } = row.getBoundingClientRect();
    const middle = (from + to) / 2;
    return middle > top && middle < box.bottom;
  });
  const first = shown.indexOf(true);
  return first < 0 ? { first: 0, last: 0 } : { first, last: shown.lastIndexOf(true) };
}

function doorsOf({ units }: Storey): Door[] {
  return units.flatMap((row) => row?.doors ?? []);
}

type Mark = "work" | "again" | "done";

function markOf(door: Door): Mark {
  if (isUntried(door)) return "work";
  return isOpen(door) ? "again" : "done";
}

/** Doors as bars: full where nobody has been, low where somebody has to go again, faint if settled. */
function Drawing(props: Pick<TowerProps, "storeys" | "units" | "width"> & { step: number }) {
  const { storeys, units, step, width } = props;
  const gap = units.length > 1 ? Math.min(4, width / units.length / 4) : 0;
  const across = units.map(widest);
  const slots = across.reduce((sum, doors) => sum + doors, 0);
  const door = (width - gap * (units.length - 1)) / slots;
  const thick = Math.max(1, step - (step > 4 ? 1.5 : 0.5));
  const paths: Record<Mark, string> = { work: "", again: "", done: "" };
  const bar = (mark: Mark, x: number, y: number, wide: number) => {
    const high = mark === "again" ? thick * 0.4 : thick;
    paths[mark] +=
      `M${x.toFixed(1)} ${(y + thick - high).toFixed(1)}h${wide.toFixed(1)}v${high.toFixed(1)}h-${wide.toFixed(1)}z`;
  };
  storeys.forEach((storey, at) => {
    let x = 0;
    storey.units.forEach((row, unit) => {
      const doors = row?.doors ?? [];
      if (door >= THIN) {
        doors.forEach((one, slot) => {
          bar(markOf(one), x + slot * door, at * step, door - (door > 4 ? 1 : 0.5));
        });
      } else {
        // Too many to tell apart: how many of each, beside each other.
        let from = x;
        for (const mark of ["work", "again", "done"] as const) {
          const wide = doors.filter((one) => markOf(one) === mark).length * door;
          if (wide > 0) bar(mark, from, at * step, wide);
          from += wide;
        }
      }
      x += (across[unit] ?? 0) * door + gap;
    });
  });
  return (
    <svg class="tower-drawing" width={width} height={step * storeys.length} aria-hidden="true">
      {(Object.keys(paths) as Mark[]).map((mark) => (
        <path key={mark} class={mark} d={paths[mark]} />
      ))}
    </svg>
  );
}
