import { useEffect, useRef, useState } from "preact/hooks";
import {
  type Backdrop,
  type PinRow,
  pictureOf,
  pinBackdrop,
  readBackdrop,
} from "../api/backdrops.ts";
import { affineOf, distortion, LIKELY_MISTAKEN, onOneLine } from "../domain/affine.ts";
import type { Place } from "../map/contract.ts";
import { inWorld, type ThreePins } from "../map/tools/backdrop.ts";
import { draw } from "../map/tools/draw.ts";
import type { Pixel } from "../map/tools/ground.ts";
import { MapPins, stepOf } from "../map/tools/pins.ts";
import { Opacity } from "./BackdropsPage.tsx";
import { FINGER, useDesk, useReading } from "./desk.ts";
import { Fault, Page, Read } from "./parts.tsx";
import { layUnder, under } from "./under.ts";

interface HalfPin {
  readonly picture: Pixel | null;
  readonly place: Place | null;
}

const EMPTY: HalfPin = { picture: null, place: null };
const SCALES = [1, 2, 4] as const;

/** Pins a scanned plan to the ground: three points, each on the picture and then on the map. */
export function PinPage({ uid }: { uid: string }) {
  const { words, server } = useDesk();
  const { reading, again } = useReading(
    (signal) => readBackdrop(server, uid, signal),
    [server, uid],
  );
  const name = reading.value.value?.name ?? words.backdrop;
  return (
    <Page title={name} back="backdrop" lead={words.pinLead}>
      <Read reading={reading} again={again}>
        {(backdrop) => <Pinning key={backdrop.uid} backdrop={backdrop} />}
      </Read>
    </Page>
  );
}

function Pinning({ backdrop }: { backdrop: Backdrop }) {
  const { words, drawing, server, ground, sheet } = useDesk();
  const [pins, setPins] = useState<readonly HalfPin[]>(() => pinsOf(backdrop));
  const [at, setAt] = useState(() => pinsOf(backdrop).findIndex((pin) => !pin.place));
  const [scale, setScale] = useState<number>(1);
  const [fault, setFault] = useState<unknown>(null);
  const [kept, setKept] = useState(false);
  const marks = useRef<MapPins | null>(null);
  const step = useRef<HTMLParagraphElement>(null);
  const rows = useRef<HTMLOListElement>(null);
  const current = pins[at];

  const change = (index: number, news: Partial<HalfPin>) => {
    setKept(false);
    setPins((before) => before.map((pin, one) => (one === index ? { ...pin, ...news } : pin)));
  };
  const onMap = useRef(change);
  onMap.current = change;

  useEffect(() => {
    const made = new MapPins(ground, words.pinOnMap, (index, place) =>
      onMap.current(index, { place }),
    );
    marks.current = made;
    return () => made.remove();
  }, [ground, words]);
  useEffect(() => marks.current?.show(pins.map(({ place }) => place)), [pins]);

  // Once its point of the picture is set, the press on the map belongs to this pin.
  const waits = Boolean(current?.picture);
  useEffect(() => {
    if (!waits || at < 0) return;
    sheet("peek");
    const ending = new AbortController();
    draw(ground, "point", { words: drawing, signal: ending.signal, bar: false }).then((corners) => {
      const place = corners?.[0];
      if (!place) return;
      onMap.current(at, { place });
      sheet("half");
      const next = at < 2 ? at + 1 : -1;
      setAt(next);
      // Whoever set it by keyboard goes on with the next pin, or hears that all are set.
      if (document.activeElement === ground.container) {
        (next < 0 ? step.current : rows.current?.querySelectorAll("button")[next])?.focus();
      }
    });
    return () => ending.abort();
  }, [ground, drawing, at, waits, sheet]);

  const whole = wholeOf(pins);
  const trouble = whole && troubleOf(whole);
  useEffect(() => {
    if (!whole) return;
    const rows = whole.map(
      ({ picture, place }): PinRow => [picture.x, picture.y, place[0], place[1]],
    );
    layUnder({ ...backdrop, pins: rows });
    if (trouble === "line" || same(rows, backdrop.pins)) return;
    const later = setTimeout(() => {
      pinBackdrop(server, backdrop.uid, rows).then(() => {
        setKept(true);
        setFault(null);
      }, setFault);
    }, 500);
    return () => clearTimeout(later);
  }, [server, backdrop, pins]);

  const press = (event: MouseEvent & { currentTarget: HTMLElement }) => {
    const box = event.currentTarget.getBoundingClientRect();
    const picture = {
      x: ((event.clientX - box.left) / box.width) * backdrop.width,
      y: ((event.clientY - box.top) / box.height) * backdrop.height,
    };
    const index = at < 0 ? pins.findIndex((pin) => !pin.picture) : at;
    if (index < 0) return;
    setAt(index);
    change(index, { picture });
  };

  return (
    <div class="pinning">
      <p role="status" class="pin-step" tabIndex={-1} ref={step}>
        {at < 0
          ? words.pinsSet
          : current?.picture
            ? words.nowOnMap(at + 1)
            : words.onPicture(at + 1)}
      </p>
      <div class="picture-box">
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: by keyboard pins are moved from the list below. */}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: see above. */}
        <div class="picture" style={{ width: `${scale * 100}%` }} onClick={press}>
          <img
            src={pictureOf(server, backdrop.uid)}
            alt={backdrop.name}
            width={backdrop.width}
            height={backdrop.height}
          />
          {pins.map(
            ({ picture }, index) =>
              picture && (
                <span
                  key={index}
                  class="picture-pin"
                  style={{
                    left: `${(picture.x / backdrop.width) * 100}%`,
                    top: `${(picture.y / backdrop.height) * 100}%`,
                  }}
                >
                  {index + 1}
                </span>
              ),
          )}
        </div>
      </div>
      <fieldset class="setup-segments">
        <legend>{words.pictureSize}</legend>
        {SCALES.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="scale"
              checked={scale === one}
              onChange={() => setScale(one)}
            />
            <span>{one}×</span>
          </label>
        ))}
      </fieldset>
      <ol class="pins" ref={rows}>
        {pins.map((pin, index) => (
          <li key={index}>
            <button
              type="button"
              class={index === at ? "setup-row chosen" : "setup-row"}
              aria-current={index === at}
              onClick={() => {
                if (index === at && pin.picture && !pin.place) {
                  ground.container.focus({ preventScroll: true });
                  return;
                }
                change(index, EMPTY);
                setAt(index);
              }}
              onKeyDown={(event) => {
                const way = stepOf(event);
                if (!way) return;
                event.preventDefault();
                const { x, y } = pin.picture ?? { x: backdrop.width / 2, y: backdrop.height / 2 };
                change(index, { picture: { x: x + way.x, y: y + way.y } });
              }}
            >
              <strong>{words.pin(index + 1)}</strong>
              <span>{pin.place ? words.pinSet : pin.picture ? words.pinHalf : words.pinOpen}</span>
            </button>
          </li>
        ))}
      </ol>
      {!FINGER && <p class="setup-note">{words.nudge}</p>}
      {trouble && (
        <p class="fault" role="alert">
          {trouble === "line" ? words.pinsOnLine : words.pinsMistaken}
        </p>
      )}
      {kept && !trouble && (
        <p class="good" role="status">
          {words.pinsKept}
        </p>
      )}
      <Fault fault={fault} />
      {under.value?.uid === backdrop.uid && whole && <Opacity />}
    </div>
  );
}

function pinsOf({ pins }: Backdrop): readonly HalfPin[] {
  return [0, 1, 2].map((index) => {
    const row = pins[index];
    return row ? { picture: { x: row[0], y: row[1] }, place: [row[2], row[3]] } : EMPTY;
  });
}

function wholeOf(pins: readonly HalfPin[]): ThreePins | null {
  const whole = pins.flatMap(({ picture, place }) =>
    picture && place ? [{ picture, place }] : [],
  );
  const [one, two, three] = whole;
  return one && two && three ? [one, two, three] : null;
}

/** Pins on one line hold nothing; pins that would stretch the plan were probably mistaken. */
function troubleOf(pins: ThreePins): "line" | "mistaken" | null {
  const [one, two, three] = inWorld(pins);
  const lined =
    onOneLine([one.picture, two.picture, three.picture]) ||
    onOneLine([one.world, two.world, three.world]);
  const affine = lined ? null : affineOf([one, two, three]);
  if (!affine) return "line";
  return distortion(affine) > LIKELY_MISTAKEN ? "mistaken" : null;
}

function same(rows: readonly (readonly number[])[], pins: readonly (readonly number[])[]): boolean {
  return JSON.stringify(rows) === JSON.stringify(pins);
}
