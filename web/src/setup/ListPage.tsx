import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { type BuildingNear, readFootprint, readNear } from "../api/footprints.ts";
import {
  type Listed,
  type ListedPage,
  type Placing,
  placeListed,
  readListed,
  takeBackPlacing,
} from "../api/listed.ts";
import { readAt } from "../api/map.ts";
import { ifReached, Refusal } from "../api/server.ts";
import { polygonOf } from "../domain/outline.ts";
import { count, distance } from "../domain/write.ts";
import { draw, type Shape } from "../map/tools/draw.ts";
import { around, FINGER, useDesk, useOnce, useReading } from "./desk.ts";
import { type Done, Fault, Page, Read, UndoBar } from "./parts.tsx";

/** Buildings that are known by address only come to their place on the map, one after the other. */
export function ListPage() {
  const { words, server } = useDesk();
  const [q, setQ] = useState("");
  const [chosen, setChosen] = useState<Listed | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const { reading, again } = useReading((signal) => readListed(server, q, signal), [server, q]);
  const page = reading.value.value;
  // The chosen one, or else the first: whoever places many never chooses.
  const current = chosen ?? page?.items[0] ?? null;

  const placed = (listed: Listed) => {
    setFault(null);
    setDone({
      said: words.placed(nameOf(listed)),
      undo: () => {
        takeBackPlacing(server, listed.uid).then(() => {
          setChosen(listed);
          again();
        }, setFault);
      },
    });
    setChosen(following(page, listed));
    again();
  };

  return (
    <Page title={words.list} back="">
      <Read reading={reading} again={again}>
        {({ items, left, placed: already }) => (
          <>
            <Progress left={left} placed={already} />
            {left === 0 && !q ? (
              <ListEnd placed={already} />
            ) : (
              <>
                {current && <Placer key={current.uid} listed={current} placed={placed} />}
                <Fault fault={fault} />
                <label class="setup-field">
                  <span class="spoken">{words.findInList}</span>
                  <input
                    type="search"
                    value={q}
                    placeholder={words.findInList}
                    onInput={({ currentTarget }) => {
                      setQ(currentTarget.value);
                      setChosen(null);
                    }}
                  />
                </label>
                {items.length === 0 && <p class="setup-note">{words.notInList}</p>}
                <ol class="things">
                  {items.map((listed) => (
                    <li key={listed.uid}>
                      <button
                        type="button"
                        class={listed.uid === current?.uid ? "setup-row chosen" : "setup-row"}
                        aria-current={listed.uid === current?.uid}
                        onClick={() => setChosen(listed)}
                      >
                        <strong>{nameOf(listed)}</strong>
                        <span>{words.facts(beside(listed))}</span>
                      </button>
                    </li>
                  ))}
                </ol>
              </>
            )}
          </>
        )}
      </Read>
      {done && <UndoBar done={done} end={() => setDone(null)} />}
    </Page>
  );
}

function Progress({ left, placed }: { left: number; placed: number }) {
  const { words } = useDesk();
  if (left + placed === 0) return null;
  return (
    <div class="progress">
      <progress max={left + placed} value={placed} aria-label={words.list} />
      <p class="setup-note">
        {words.placedOf(count(placed), count(left + placed))} · {words.listLead(count(left))}
      </p>
    </div>
  );
}

function ListEnd({ placed }: { placed: number }) {
  const { words, to } = useDesk();
  return (
    <div class="setup-empty">
      <p>{placed > 0 ? words.allPlaced : words.noList}</p>
      <a class="button primary" href={to(placed > 0 ? "check" : "new/list")}>
        {placed > 0 ? words.lookAtCheck : words.importList}
      </a>
    </div>
  );
}

type Way = Extract<Shape, "point" | "upright" | "turned"> | "known";

/** Refusals of a place that name the building which the listed one may be. */
const KNOWN: ReadonlySet<string> = new Set(["listed-stands-there", "listed-known"]);

/** Places one building: the ways to do it, and what to do when another stands there. */
function Placer({ listed, placed }: { listed: Listed; placed: (listed: Listed) => void }) {
  const { words, drawing, server, ground, map } = useDesk();
  const [way, setWay] = useState<Way>("point");
  const [there, setThere] = useState<{ building: string; message: string } | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [missed, setMissed] = useState(false);
  const [round, setRound] = useState(0);
  const question = useRef<HTMLDivElement>(null);
  // The answer to a press on the map is given in the panel.
  useEffect(() => question.current?.focus({ preventScroll: true }), [there]);
  const done = useRef(placed);
  done.current = placed;

  const once = useOnce();
  const place = (placing: Placing) => once(() => put(placing));
  const put = (placing: Placing) => {
    setFault(null);
    return placeListed(server, listed.uid, placing).then(
      () => {
        map.select(null);
        done.current(listed);
      },
      (problem) => {
        const building = problem instanceof Refusal ? problem.fields.building : undefined;
        if (problem instanceof Refusal && KNOWN.has(problem.code) && building) {
          setThere({ building, message: problem.message });
          show(building);
        } else setFault(problem);
        setRound((n) => n + 1);
      },
    );
  };

  const show = (uid: string) => {
    readFootprint(server, uid).then(
      (building) => map.select({ outline: building.footprint as GeoJSON.Geometry | null }),
      setFault,
    );
  };

  /** Asks whether the building under a press is the one that is listed. */
  const askKnown = async (at: readonly [number, number], signal: AbortSignal) => {
    try {
      const { building } = await readAt(server, at, signal);
      if (building) askIf(await readFootprint(server, building));
      else {
        setFault(null);
        setMissed(true);
        setRound((n) => n + 1);
      }
    } catch (problem) {
      if (!signal.aborted) setFault(problem);
    }
  };

  const askIf = (building: BuildingNear) => {
    setThere({ building: building.uid, message: words.isItThis(buildingName(building)) });
    show(building.uid);
  };

  // Before it is painted: a press meant for the way just chosen must not still be taken in the old one.
  useLayoutEffect(() => {
    if (there) return;
    const ending = new AbortController();
    const options = {
      words: drawing,
      signal: ending.signal,
      bar: way !== "point" && way !== "known",
      keys: false,
    };
    draw(ground, way === "known" ? "point" : way, options).then((corners) => {
      const [first] = corners ?? [];
      if (!corners || !first) {
        if (!ending.signal.aborted && way !== "point") setWay("point");
        return;
      }
      if (way === "point") place({ point: [first[0], first[1]] });
      else if (way === "known") void askKnown(first, ending.signal);
      else place({ footprint: polygonOf(corners) });
    });
    return () => ending.abort();
  }, [ground, way, there, round, listed.uid]);
  useEffect(() => () => map.select(null), [map]);

  const here = <Here place={place} ask={askIf} />;
  return (
    <section class="placer" aria-labelledby="placer-title">
      <h2 id="placer-title">{nameOf(listed)}</h2>
      <p>{words.facts(beside(listed))}</p>
      {there ? (
        <div class="conflict" role="alert" ref={question} tabIndex={-1}>
          <p>{there.message}</p>
          <div class="ways">
            <button
              class="button primary"
              type="button"
              onClick={() => place({ building: there.building })}
            >
              {words.thisOne}
            </button>
            <button
              class="button"
              type="button"
              onClick={() => {
                setThere(null);
                map.select(null);
              }}
            >
              {words.elsewhere}
            </button>
          </div>
        </div>
      ) : (
        <>
          {FINGER && here}
          <fieldset class="setup-segments">
            <legend class="spoken">{words.placeBy}</legend>
            {(["point", "turned", "upright", "known"] as const).map((one) => (
              <label key={one}>
                <input
                  type="radio"
                  name="way"
                  checked={way === one}
                  onChange={() => {
                    setWay(one);
                    setMissed(false);
                  }}
                  onKeyDown={(event) => {
                    if (event.key !== "Enter") return;
                    event.preventDefault();
                    ground.container.focus({ preventScroll: true });
                  }}
                />
                <span>{words.placingWays[one]}</span>
              </label>
            ))}
          </fieldset>
          <p class="setup-note">{words.placingHints[way]}</p>
          {missed && <p role="status">{words.noBuildingThere}</p>}
          {!FINGER && <p class="setup-note">{words.placingKeys}</p>}
          {!FINGER && here}
        </>
      )}
      <Fault fault={fault} />
    </section>
  );
}

/** "I am at this building": the one under or nearest to where the phone is, else a point there. */
function Here(props: { place: (placing: Placing) => void; ask: (near: BuildingNear) => void }) {
  const { words, server, map, lang } = useDesk();
  const [state, setState] = useState<"asking" | string | null>(null);
  const [offer, setOffer] = useState<{
    point: readonly [number, number];
    accuracy: number;
    near: readonly BuildingNear[];
  } | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  if (!("geolocation" in navigator)) return null;
  const locate = () => {
    setState("asking");
    setFault(null);
    navigator.geolocation.getCurrentPosition(
      async ({ coords }) => {
        const point = [coords.longitude, coords.latitude] as const;
        map.showPosition(point, coords.accuracy);
        map.fit(around(point, 0.0005), { maxZoom: 18 });
        setState(null);
        try {
          // Out of reach, the point itself can be taken all the same.
          const near = (await ifReached(readNear(server, point, 3))) ?? [];
          setOffer({ point, accuracy: coords.accuracy, near });
        } catch (problem) {
          setFault(problem);
        }
      },
      () => setState(words.noPosition),
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  };
  return (
    <div class="here">
      <button
        class={FINGER ? "button primary" : "button"}
        type="button"
        disabled={state === "asking"}
        onClick={locate}
      >
        {state === "asking" ? words.locating : words.iAmHere}
      </button>
      {state && state !== "asking" && <p role="alert">{state}</p>}
      <Fault fault={fault} />
      {offer && (
        <>
          <p class="setup-note" role="status">
            {words.accuracy(distance(offer.accuracy, lang))}
          </p>
          <ul class="things">
            {offer.near.map((building) => (
              <li key={building.uid}>
                <button class="setup-row" type="button" onClick={() => props.ask(building)}>
                  <strong>{buildingName(building)}</strong>
                  <span>
                    {(building.distance_m ?? 0) < 1
                      ? words.underYou
                      : distance(building.distance_m ?? 0, lang)}
                  </span>
                </button>
              </li>
            ))}
            <li>
              <button
                class="setup-row"
                type="button"
                onClick={() => props.place({ point: [...offer.point] })}
              >
                <strong>{words.pointHere}</strong>
                <span>{words.pointHereHint}</span>
              </button>
            </li>
          </ul>
        </>
      )}
    </div>
  );
}

function nameOf({ address, name, estate, source_ref }: Listed): string {
  const said = [estate, address ?? name].filter(Boolean).join(" ");
  return said || source_ref;
}

/** What is known of it beside its name: the reference of one without any is its address. */
function beside(listed: Listed): Listed {
  return listed.source_ref === nameOf(listed) ? { ...listed, source_ref: "" } : listed;
}

function buildingName({ address, name, source_ref }: BuildingNear): string {
  return address ?? name ?? source_ref;
}

/** The one after a placed one in the list as it was shown. */
function following(page: ListedPage | null, listed: Listed): Listed | null {
  const items = page?.items ?? [];
  const at = items.findIndex(({ uid }) => uid === listed.uid);
  return items[at + 1] ?? null;
}
