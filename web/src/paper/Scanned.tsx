import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import {
  type Decided,
  type FoundPage,
  foundPages,
  isTicked,
  keyOf,
  type ReadBox,
  type ReadPage,
  typedOf,
} from "../domain/ticks.ts";
import { Page } from "../setup/parts.tsx";
import type { ScanWords } from "../words/en/scan.ts";
import "./scan.css";

/** Millimetres that what is pressed has more than its box. */
const AROUND = 1.2;

/** Pixels of the smallest thing that a finger finds. */
const FINGERTIP = 24;

/** Millimetres shown above and below the boxes of a page. */
const MARGIN = 14;

/** Millimetres before the first box in which its number and address stand. */
const ROW = 95;

/** What was read of a picture, shown over it: what is in doubt first, all of it to be changed. */
export function Scanned(props: {
  pages: readonly ReadPage[];
  /** What a person decided of its boxes. */
  decided: Decided;
  setDecided: (decided: Decided) => void;
  /** What was recorded of a sheet before this one. */
  recorded: string;
  said: ScanWords;
  /** Goes on to key in what is ticked on one print. */
  onTake: (code: string, text: string) => void;
  onAgain: () => void;
}) {
  const { pages, decided, setDecided, recorded, said, onTake, onAgain } = props;
  const found = useMemo(() => foundPages(pages), [pages]);
  const decide = (page: FoundPage, at: number, ticked: boolean) =>
    setDecided(new Map(decided).set(keyOf(page, at), ticked));
  const open = found.flatMap((page) =>
    page.boxes.flatMap((_, at) => (isTicked(page, at, decided) === null ? [{ page, at }] : [])),
  );
  const next = open[0];
  useEffect(() => {
    const press = ({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      if (!next || ctrlKey || metaKey || altKey || target instanceof HTMLInputElement) return;
      if (key === "1" || key === "0") decide(next.page, next.at, key === "1");
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });
  return (
    <Page
      title={said.title}
      lead={
        <button class="quiet" type="button" onClick={onAgain}>
          {said.again}
        </button>
      }
      actions={[...new Set(found.map(({ code }) => code))].map((code) => (
        <Take key={code} code={code} found={found} decided={decided} said={said} onTake={onTake} />
      ))}
    >
      {recorded && (
        <p class="paper-done" role="status">
          {recorded}
        </p>
      )}
      {pages.map(
        ({ problem }, at) =>
          problem && (
            <p class="fault" role="alert" key={at}>
              {pages.length > 1 && <strong>{said.problem(`${at + 1}`)} </strong>}
              {problem}
            </p>
          ),
      )}
      {next && (
        <section class="scan-doubts" aria-live="polite">
          <h2>{said.doubtful(`${open.length}`)}</h2>
          <Doubt
            key={keyOf(next.page, next.at)}
            page={next.page}
            at={next.at}
            said={said}
            onDecide={(ticked) => decide(next.page, next.at, ticked)}
          />
          <p class="setup-note scan-keys">{said.keys}</p>
        </section>
      )}
      {found.map((page) => (
        <Sheet
          key={`${page.code} ${page.leaf}`}
          page={page}
          decided={decided}
          next={next?.page === page ? next.at : null}
          said={said}
          onDecide={(at, ticked) => decide(page, at, ticked)}
        />
      ))}
    </Page>
  );
}

/** Goes on with one print, once nothing of it is in doubt. */
function Take(props: {
  code: string;
  found: readonly FoundPage[];
  decided: Decided;
  said: ScanWords;
  onTake: (code: string, text: string) => void;
}) {
  const { code, found, decided, said, onTake } = props;
  const states = found
    .filter((page) => page.code === code)
    .flatMap((page) => page.boxes.map((_, at) => isTicked(page, at, decided)));
  const doubtful = states.filter((state) => state === null).length;
  const ticked = states.filter((state) => state).length;
  return (
    <div class="scan-take">
      <button
        class="button primary"
        type="button"
        disabled={doubtful > 0 || ticked === 0}
        onClick={() => onTake(code, typedOf(found, code, decided))}
      >
        {doubtful > 0
          ? said.first(`${doubtful}`)
          : ticked === 0
            ? said.nothing
            : said.take(code, `${ticked}`)}
      </button>
      <p class="setup-note">{said.later}</p>
    </div>
  );
}

/** One box in doubt, large, with what surrounds it. */
function Doubt(props: {
  page: FoundPage;
  at: number;
  said: ScanWords;
  onDecide: (ticked: boolean) => void;
}) {
  const { page, at, said, onDecide } = props;
  const box = page.boxes[at];
  if (!box) return null;
  const around = box.side * 1.4;
  const high = box.side + 2 * around;
  const left = box.x - around * 2.2;
  const view = `${left} ${box.y - around} ${high * 1.7} ${high}`;
  return (
    <div class="scan-doubt">
      <svg viewBox={view} role="img" aria-label={named(box, said)}>
        <Photo page={page} />
        <rect x={box.x - 0.5} y={box.y - 0.5} width={box.side + 1} height={box.side + 1} />
      </svg>
      <div>
        <strong>{named(box, said)}</strong>
        {box.doubt && <p>{said.doubts[box.doubt]}</p>}
        <p class="scan-answers">
          <button class="button" type="button" onClick={() => onDecide(true)}>
            {said.ticked}
          </button>
          <button class="button" type="button" onClick={() => onDecide(false)}>
            {said.empty}
          </button>
        </p>
      </div>
    </div>
  );
}

/** A page with what was read over it; pressing a box changes it. */
function Sheet(props: {
  page: FoundPage;
  decided: Decided;
  next: number | null;
  said: ScanWords;
  onDecide: (at: number, ticked: boolean) => void;
}) {
  const { page, decided, next, said, onDecide } = props;
  const states = page.boxes.map((_, at) => isTicked(page, at, decided));
  // The map is of no use here: what has boxes is shown, with what stands over and under it.
  const top = Math.max(Math.min(...page.boxes.map(({ y }) => y)) - MARGIN, 0);
  const end = Math.max(...page.boxes.map(({ y, side }) => y + side)) + MARGIN;
  const bottom = Math.min(end, page.height);
  const left = Math.max(Math.min(...page.boxes.map(({ x }) => x)) - ROW, 0);
  const [large, setLarge] = useState(false);
  const shown = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Enlarged, it begins where something is to be seen to.
    const box = shown.current?.querySelector(".doubtful, .ticked") ?? null;
    if (large) box?.scrollIntoView({ block: "center", inline: "center" });
  }, [large]);
  const least = Math.min(...page.boxes.map(({ side }) => side)) + AROUND;
  const wide = `${Math.ceil((FINGERTIP / least) * (page.width - left))}px`;
  return (
    <figure class="scan-page">
      <figcaption>
        <strong>{said.page(page.code, `${page.leaf}`)}</strong> {said.press}
        {!states.some((state) => state !== false) && <p class="setup-note">{said.none}</p>}
        <button class="button scan-enlarge" type="button" onClick={() => setLarge(!large)}>
          {large ? said.whole : said.enlarge}
        </button>
      </figcaption>
      <div class="scan-sheet" ref={shown}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a drawing */}
        <svg
          viewBox={`${left} ${top} ${page.width - left} ${bottom - top}`}
          style={large ? { width: wide, maxWidth: "none" } : undefined}
          role="group"
          aria-label={said.page(page.code, `${page.leaf}`)}
        >
          <Photo page={page} />
          {page.boxes.map((box, at) => {
            const ticked = states[at];
            const turn = () => onDecide(at, ticked !== true);
            return (
              // biome-ignore lint/a11y/useSemanticElements: an input cannot stand in a drawing
              <rect
                key={keyOf(page, at)}
                class={`scan-box ${ticked === null ? "doubtful" : ticked ? "ticked" : "empty"}`}
                data-next={at === next || undefined}
                x={box.x - AROUND / 2}
                y={box.y - AROUND / 2}
                width={box.side + AROUND}
                height={box.side + AROUND}
                rx={0.6}
                role="checkbox"
                tabIndex={0}
                aria-checked={ticked === null ? "mixed" : ticked ? "true" : "false"}
                aria-label={named(box, said)}
                onClick={turn}
                onKeyDown={(event) => {
                  if (event.key !== " " && event.key !== "Enter") return;
                  event.preventDefault();
                  turn();
                }}
              />
            );
          })}
        </svg>
      </div>
    </figure>
  );
}

function Photo({ page }: { page: FoundPage }) {
  return (
    <image
      href={`data:image/jpeg;base64,${page.picture}`}
      width={page.width}
      height={page.height}
      preserveAspectRatio="none"
    />
  );
}

function named({ number, unit, door, means }: ReadBox, said: ScanWords): string {
  const which = [unit, door].filter(Boolean).join("-");
  return said.box(`${number}`, which, said.means[means]);
}
