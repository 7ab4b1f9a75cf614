import { useEffect, useRef, useState } from "preact/hooks";
import { type Area, readArea } from "../api/areas.ts";
import { type AreaEdit, redrawArea, removeArea, splitArea } from "../api/outlines.ts";
import { outlineFrom, partsOf } from "../domain/outline.ts";
import { extentOf } from "../domain/places.ts";
import { count } from "../domain/write.ts";
import type { Place } from "../map/contract.ts";
import { draw } from "../map/tools/draw.ts";
import { OutlineEdit } from "../map/tools/edit.ts";
import { FINGER, useDesk, useOnce, useReading } from "./desk.ts";
import { EditFigures } from "./EditFigures.tsx";
import { TextField } from "./fields.tsx";
import { Lines } from "./lines.ts";
import { Bars, type Done, Fault, Page, Read, UndoBar } from "./parts.tsx";

/** One area: its outline is redrawn, or it is split along a line. */
export function AreaPage({ code }: { code: string }) {
  const { words, server, map, sheet } = useDesk();
  const { reading, again } = useReading((signal) => readArea(server, code, signal), [server, code]);
  const [act, setAct] = useState<"redraw" | "split" | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const area = reading.value.value;
  const outline = (area?.outline as Outline | null | undefined) ?? null;

  useEffect(() => {
    if (!outline || act) return;
    map.select({ area: code, outline });
    return () => map.select(null);
  }, [map, outline, act, code]);
  useEffect(() => {
    const parts = outline && partsOf(outline);
    const extent = parts && extentOf(parts.parts);
    if (extent) map.fit(extent);
  }, [map, outline]);

  const saved = (edit: AreaEdit, undo: () => Promise<unknown>) => {
    setAct(null);
    sheet("half");
    setDone({ said: edit.message, undo: () => void undo().finally(again) });
    again();
  };
  return (
    <Page
      title={area?.name ?? code}
      back="areas"
      lead={area && `${words.levels[area.level]} · ${code}`}
    >
      <Read reading={reading} again={again}>
        {(value) => (
          <>
            {!act && (
              <div class="ways">
                <button
                  class="button"
                  type="button"
                  disabled={!value.leaf || !outline}
                  onClick={() => setAct("redraw")}
                >
                  {words.redraw}
                </button>
                <button
                  class="button"
                  type="button"
                  disabled={!value.leaf || !outline}
                  onClick={() => setAct("split")}
                >
                  {words.split}
                </button>
              </div>
            )}
            {!value.leaf && <p class="setup-note">{words.divided}</p>}
            {!outline && <p class="setup-note">{words.noOutline}</p>}
            {act === "redraw" && outline && (
              <Redraw area={value} outline={outline} end={() => setAct(null)} saved={saved} />
            )}
            {act === "split" && outline && (
              <Split area={value} end={() => setAct(null)} saved={saved} />
            )}
          </>
        )}
      </Read>
      {done && <UndoBar done={done} end={() => setDone(null)} />}
    </Page>
  );
}

/** How long a sheet takes to where it stands. */
const GLIDE_MS = 300;

type Outline = GeoJSON.Polygon | GeoJSON.MultiPolygon;

interface Acting {
  readonly area: Area;
  readonly end: () => void;
  readonly saved: (edit: AreaEdit, undo: () => Promise<unknown>) => void;
}

function Redraw({ area, outline, end, saved }: Acting & { outline: Outline }) {
  const { words, drawing, server, ground, map, sheet } = useDesk();
  const [share, setShare] = useState(true);
  const [rings, setRings] = useState<readonly (readonly Place[])[] | null>(null);
  const [sound, setSound] = useState(true);
  const [edit, setEdit] = useState<AreaEdit | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const tool = useRef<OutlineEdit | null>(null);
  const acts = useRef({ save: () => {}, end });

  useEffect(() => {
    sheet("peek");
    const parts = partsOf(outline)?.parts ?? [];
    const lines = new Lines(server, map, ground.seen(), area.code);
    const made = new OutlineEdit(ground, parts, {
      words: {
        ...words.handles,
        bar: {
          finish: words.saveOutline,
          back: words.stepBack,
          cancel: words.cancel,
          snapping: drawing.snapping,
        },
      },
      save: () => acts.current.save(),
      cancel: () => acts.current.end(),
      lines: () => lines.all(),
      changed: (now, clear) => {
        setRings(now);
        setSound(clear);
      },
    });
    tool.current = made;
    // The sheet of a phone goes down, and leaves more of the map to hold on to.
    const extent = extentOf(parts);
    const seen = setTimeout(() => extent && map.fit(extent), GLIDE_MS);
    return () => {
      clearTimeout(seen);
      made.remove();
      lines.end();
    };
  }, [server, ground, map, outline, area.code, words, drawing, sheet]);
  const drawn = rings && { outline: outlineFrom(outline, rings) as Outline, share };
  useEffect(() => {
    if (!drawn || !sound) return;
    let current = true;
    const later = setTimeout(() => {
      redrawArea(server, area.code, drawn, true).then(
        (answer) => {
          if (!current) return;
          setEdit(answer);
          setFault(null);
        },
        (problem) => {
          if (!current) return;
          setEdit(null);
          setFault(problem);
        },
      );
    }, 300);
    return () => {
      current = false;
      clearTimeout(later);
    };
  }, [server, rings, share, sound]);

  const once = useOnce();
  acts.current = {
    end,
    save: () => {
      if (!drawn) return;
      once(() =>
        redrawArea(server, area.code, drawn, false).then(
          (answer) => saved(answer, () => redrawArea(server, area.code, { outline, share }, false)),
          setFault,
        ),
      );
    },
  };
  useEffect(() => {
    const [first] = edit?.areas ?? [];
    const figures =
      first &&
      `${words.buildings(count(first.buildings))} · ${words.households(count(first.households))}`;
    tool.current?.say(sound ? (figures ?? "") : words.crossing, sound && edit !== null);
  }, [words, edit, sound, rings]);

  return (
    <section class="acting">
      <p class="setup-note">{words.redrawHint}</p>
      {!FINGER && (
        <p class="setup-note">
          {words.redrawKeys} {words.freeHint}
        </p>
      )}
      <label class="tick-box">
        <input
          type="checkbox"
          checked={share}
          onChange={({ currentTarget }) => setShare(currentTarget.checked)}
        />
        {words.share}
      </label>
      {!sound && <p class="fault">{words.crossing}</p>}
      {edit && sound && <EditFigures edit={edit} />}
      <Fault fault={fault} />
    </section>
  );
}

function Split({ area, end, saved }: Acting) {
  const { words, drawing, server, ground, map, sheet } = useDesk();
  const [line, setLine] = useState<readonly Place[] | null>(null);
  const [names, setNames] = useState<readonly string[]>([]);
  const [edit, setEdit] = useState<AreaEdit | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const leave = useRef(end);
  leave.current = end;
  const section = useRef<HTMLElement>(null);
  const pieced = edit !== null;
  // From the map the keyboard goes on in what the line makes.
  useEffect(() => {
    if (pieced) section.current?.focus({ preventScroll: true });
  }, [pieced]);

  useEffect(() => {
    sheet(line ? "half" : "peek");
    if (line) return;
    const ending = new AbortController();
    // Its own border is worth snapping to: the line begins and ends there.
    const lines = new Lines(server, map, ground.seen(), null);
    const options = { words: drawing, lines: () => lines.all(), signal: ending.signal };
    draw(ground, "line", options).then((points) => {
      if (points) setLine(points);
      else if (!ending.signal.aborted) leave.current();
    });
    return () => {
      ending.abort();
      lines.end();
    };
  }, [server, ground, map, drawing, line, sheet]);

  const cut = line && { type: "LineString", coordinates: line.map((at) => [...at]) };
  useEffect(() => {
    if (!cut) return;
    let current = true;
    splitArea(server, area.code, { line: cut, names: [] }, true).then(
      (answer) => {
        if (!current) return;
        setEdit(answer);
        setFault(null);
      },
      (problem) => {
        if (!current) return;
        setFault(problem);
        setLine(null);
      },
    );
    return () => {
      current = false;
    };
  }, [server, line]);
  useEffect(() => {
    const pieces = edit?.areas.flatMap(({ outline }) => {
      const parts = outline && partsOf(outline);
      return parts ? parts.parts.map((ring) => [[...ring, ring[0] ?? [0, 0]]]) : [];
    });
    const outline = area.outline as Outline | null;
    map.select({
      outline: pieces ? { type: "MultiPolygon", coordinates: pieces as never } : outline,
    });
    return () => map.select(null);
  }, [map, edit, area]);

  const once = useOnce();
  const pieces = edit?.areas.slice(1) ?? [];
  return (
    <section class="acting" ref={section} tabIndex={-1} aria-label={words.split}>
      {!line && <p class="setup-note">{words.splitHint}</p>}
      {line && !edit && !fault && <Bars />}
      {edit && <EditFigures edit={edit} />}
      {line &&
        pieces.map((piece, index) => (
          <TextField
            key={piece.code}
            label={words.nameOf(piece.code)}
            maxLength={100}
            value={names[index] ?? ""}
            set={(name) =>
              setNames((before) =>
                pieces.map((_, at) => (at === index ? name : (before[at] ?? ""))),
              )
            }
          />
        ))}
      <Fault fault={fault} />
      {line && edit && cut && (
        <div class="ways">
          <button
            class="button"
            type="button"
            onClick={() => {
              setEdit(null);
              setLine(null);
            }}
          >
            {words.drawAgain}
          </button>
          <button
            class="button primary"
            type="button"
            onClick={() =>
              once(() =>
                splitArea(server, area.code, { line: cut, names: [...names] }, false).then(
                  (answer) =>
                    saved(answer, () =>
                      Promise.all(answer.areas.slice(1).map((one) => removeArea(server, one.code))),
                    ),
                  setFault,
                ),
              )
            }
          >
            {words.splitInto(edit.areas.length)}
          </button>
        </div>
      )}
    </section>
  );
}
