import { useEffect, useRef, useState } from "preact/hooks";
import { readArea } from "../api/areas.ts";
import { readAt } from "../api/map.ts";
import { type AreaEdit, addArea, removeArea } from "../api/outlines.ts";
import { LEVELS, type Level } from "../domain/levels.ts";
import { toPoint } from "../domain/mercator.ts";
import { polygonOf } from "../domain/outline.ts";
import { extentOf } from "../domain/places.ts";
import { inside } from "../domain/ring.ts";
import type { Place } from "../map/contract.ts";
import { draw } from "../map/tools/draw.ts";
import { FINGER, useDesk, useOnce } from "./desk.ts";
import { EditFigures } from "./EditFigures.tsx";
import { LevelField, TextField } from "./fields.tsx";
import { Lines } from "./lines.ts";
import { type Done, Fault, Page, UndoBar } from "./parts.tsx";

/** Draws a new area by hand. */
export function NewArea() {
  const { words, drawing, server, ground, map, open, sheet } = useDesk();
  const [ring, setRing] = useState<readonly Place[] | null>(null);
  const [level, setLevel] = useState<Level>("grid");
  const [parent, setParent] = useState<string | null>(null);
  const [name, setName] = useState("");
  const [code, setCode] = useState("");
  const [edit, setEdit] = useState<AreaEdit | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [done, setDone] = useState<Done | null>(null);
  const revealed = useRef<readonly Place[] | null>(null);

  useEffect(() => {
    sheet(ring ? "half" : "peek");
    if (ring) return;
    const ending = new AbortController();
    const lines = new Lines(server, map, ground.seen(), null);
    const options = { words: drawing, lines: () => lines.all(), signal: ending.signal };
    draw(ground, "polygon", options).then((corners) => {
      if (corners) setRing(corners);
      else if (!ending.signal.aborted) open("areas", true);
    });
    return () => {
      ending.abort();
      lines.end();
    };
  }, [server, ground, map, drawing, ring, open, sheet]);

  // The area above is the finest one there that is coarser than the new one.
  useEffect(() => {
    if (!ring) return;
    const ending = new AbortController();
    const find = async () => {
      const { areas } = await readAt(server, within(ring), ending.signal);
      let above: string | null = null;
      for (const one of areas) {
        const area = await readArea(server, one, ending.signal);
        if (LEVELS.indexOf(area.level) < LEVELS.indexOf(level)) above = area.code;
      }
      setParent(above);
    };
    find().catch((problem) => {
      if (!ending.signal.aborted) setFault(problem);
    });
    return () => ending.abort();
  }, [server, ring, level]);

  const asked = ring && {
    level,
    parent,
    outline: polygonOf(ring),
    ...(name.trim() && { name: name.trim() }),
    ...(code.trim() && { code: code.trim() }),
  };
  useEffect(() => {
    if (!asked) return;
    // What was drawn stays in sight, also when it can't be had.
    map.select({ outline: asked.outline });
    let current = true;
    const later = setTimeout(() => {
      // The sheet of a phone has come up by now, and may have covered it.
      const extent = ring && extentOf(ring);
      if (extent && revealed.current !== ring) map.fit(extent, { maxZoom: map.camera().zoom });
      revealed.current = ring;
      addArea(server, asked, true).then(
        (answer) => {
          if (!current) return;
          setEdit(answer);
          setFault(null);
          const outline = answer.areas[0]?.outline as GeoJSON.Geometry | undefined;
          map.select({ outline: outline ?? null });
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
  }, [server, ring, level, parent, code]);
  useEffect(() => () => map.select(null), [map]);

  const once = useOnce();
  const save = () => {
    if (!asked) return;
    const saved = (answer: AreaEdit) => {
      const [made] = answer.areas;
      setRing(null);
      setEdit(null);
      setName("");
      setCode("");
      map.select(null);
      if (made) {
        setDone({
          said: answer.message,
          undo: () => removeArea(server, made.code).catch(setFault),
        });
      }
    };
    once(() => addArea(server, asked, false).then(saved, setFault));
  };

  return (
    <Page
      // From the map the keyboard goes on at the head of what was drawn.
      key={ring ? "drawn" : "drawing"}
      title={words.drawArea}
      back="areas"
      lead={ring ? undefined : `${words.drawAreaHint} ${FINGER ? "" : words.freeHint}`}
      actions={
        ring && (
          <>
            <button class="button" type="button" onClick={() => setRing(null)}>
              {words.drawAgain}
            </button>
            <button class="button primary" type="button" disabled={!edit} onClick={save}>
              {words.saveArea}
            </button>
          </>
        )
      }
    >
      {/* Why it cannot be saved comes before what may change that. */}
      <Fault fault={fault} />
      <LevelField value={level} set={setLevel} />
      <TextField label={words.name} value={name} maxLength={100} set={setName} />
      <TextField
        label={words.code}
        inputMode="numeric"
        value={code}
        maxLength={64}
        placeholder={edit?.areas[0]?.code ?? words.codeAuto}
        set={setCode}
      />
      {ring && <p class="setup-note">{parent ? words.below(parent) : words.belowNothing}</p>}
      {edit && <EditFigures edit={edit} />}
      {done && <UndoBar done={done} end={() => setDone(null)} />}
    </Page>
  );
}

/** A place inside the ring: its middle, or else beside its first side. */
function within(ring: readonly Place[]): Place {
  const lon = ring.reduce((sum, corner) => sum + corner[0], 0) / ring.length;
  const lat = ring.reduce((sum, corner) => sum + corner[1], 0) / ring.length;
  if (inside(toPoint([lon, lat]), ring.map(toPoint))) return [lon, lat];
  const [a = [lon, lat], b = a, c = b] = ring;
  return [(a[0] + b[0] + c[0]) / 3, (a[1] + b[1] + c[1]) / 3];
}
