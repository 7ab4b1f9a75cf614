import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { readMap } from "../api/map.ts";
import { type ReturnedSheet, readReturned, takeBackMarks } from "../api/returned.ts";
import type { Decided, ReadPage } from "../domain/ticks.ts";
import { DeskContext, spoken, useDesk, useOnce, useReading } from "../setup/desk.ts";
import { type PagesProps, useDeskOf } from "../setup/pages.ts";
import { Page, Read } from "../setup/parts.tsx";
import { pathsOf, usePath } from "../setup/path.ts";
import { paper as english, type PaperWords } from "../words/en/paper.ts";
import { scan as englishScan } from "../words/en/scan.ts";
import { paper as chinese } from "../words/zh-CN/paper.ts";
import { scan as chineseScan } from "../words/zh-CN/scan.ts";
import { Marks } from "./Marks.tsx";
import { ScanField } from "./ScanField.tsx";
import { Scanned } from "./Scanned.tsx";
import "../setup/page.css";
import "../setup/forms.css";
import "./paper.css";

const PATHS = pathsOf("sheet");

/** What was keyed in last, and can be taken back. */
interface Last {
  readonly code: string;
  readonly keying: string;
  readonly recorded: number;
}

/** What was read of a picture of a sheet, in the words of keying. */
interface Typed {
  readonly code: string;
  readonly text: string;
}

/** Sheets that come back from paper: one is opened by its code, and keyed in. */
export function SheetsBack(props: PagesProps) {
  const said = props.words.lang === "zh-CN" ? chinese : english;
  const desk = useDeskOf(props, PATHS, said.title);
  const path = usePath("sheet");
  const [last, setLast] = useState<Last | null>(null);
  const [scanned, setScanned] = useState<readonly ReadPage[] | null>(null);
  const [decided, setDecided] = useState<Decided>(new Map());
  const [typed, setTyped] = useState<Typed | null>(null);
  const code = shortCode(path);
  // Typing and the list beside it take all the room a phone has, on every page of these.
  useEffect(() => props.sheet("full"), [path]);
  const saidOfScans = props.words.lang === "zh-CN" ? chineseScan : englishScan;
  const take = (of: string, text: string) => {
    setTyped({ code: of, text });
    desk.open(of);
  };
  return (
    <DeskContext.Provider value={desk}>
      <div class="setup paper">
        {code ? (
          <Opened
            key={code}
            code={code}
            area={areaOf(path)}
            begun={typed?.code === code ? typed.text : ""}
            said={said}
            onTaken={(taken) => {
              setTyped(null);
              // Of several sheets in one picture the others are still to come.
              setScanned((pages) => othersOf(pages, taken));
            }}
            onSaved={setLast}
          />
        ) : scanned ? (
          <Scanned
            pages={scanned}
            decided={decided}
            setDecided={setDecided}
            recorded={last ? said.recorded(last.code, `${last.recorded}`) : ""}
            said={saidOfScans}
            onTake={take}
            onAgain={() => setScanned(null)}
          />
        ) : (
          <AskCode said={said} last={last} setLast={setLast}>
            <ScanField
              said={saidOfScans}
              onRead={(pages) => {
                setDecided(new Map());
                setScanned(pages);
              }}
            />
          </AskCode>
        )}
      </div>
    </DeskContext.Provider>
  );
}

/** What was read of a picture and is still to be keyed in; null for nothing more. */
function othersOf(pages: readonly ReadPage[] | null, done: string): readonly ReadPage[] | null {
  const others = pages?.filter(({ code }) => code && code !== done) ?? [];
  return others.length > 0 ? others : null;
}

/**
 * What stands behind the slash is the sheet's own, what stands before it names its area; a scanner
 * at a desk types the whole address of the square code.
 */
function shortCode(path: string): string {
  return path.match(/[?&]sheet=([^&]+)/)?.[1] ?? path.split("/").pop() ?? "";
}

function areaOf(path: string): string | null {
  const [area, code] = path.split("/");
  return code && area ? area : null;
}

/** Where the next sheet of the pile is opened. */
function AskCode(props: {
  said: PaperWords;
  last: Last | null;
  setLast: (last: Last | null) => void;
  children: ComponentChildren;
}) {
  const { said, last, setLast } = props;
  const { server, words, open } = useDesk();
  const [code, setCode] = useState("");
  const [fault, setFault] = useState<unknown>(null);
  const [told, setTold] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const once = useOnce();
  // After the page's own title had it: who has a pile of sheets goes on typing.
  useEffect(() => field.current?.focus(), []);
  const go = () =>
    once(async () => {
      const wanted = shortCode(code.trim()).replace(/\s/g, "").toUpperCase();
      if (!wanted) return;
      setFault(null);
      try {
        const sheet = await readReturned(server, wanted, new AbortController().signal);
        open(sheet.code);
      } catch (problem) {
        setFault(problem);
      }
    });
  const takeBack = () =>
    once(async () => {
      if (!last) return;
      try {
        await takeBackMarks(server, last.code, last.keying);
        setLast(null);
        setTold(said.takenBack);
      } catch (problem) {
        setFault(problem);
      }
    });
  return (
    <Page title={said.title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void go();
        }}
      >
        <label class="setup-field">
          {said.code}
          <input
            class="paper-code"
            type="text"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            maxLength={60}
            placeholder="217-L"
            value={code}
            ref={field}
            onInput={({ currentTarget }) => setCode(currentTarget.value)}
            onKeyDown={(event) => {
              if (!isUndo(event) || code || !last) return;
              event.preventDefault();
              void takeBack();
            }}
          />
        </label>
        <p class="setup-note">{said.codeHint}</p>
        {fault !== null && (
          <p class="fault" role="alert">
            {spoken(fault, words)}
          </p>
        )}
        <button class="button primary" type="submit">
          {said.next}
        </button>
      </form>
      {told && !last && <p role="status">{told}</p>}
      {last && (
        <p class="paper-done" role="status">
          <span>{said.recorded(last.code, `${last.recorded}`)}</span>
          <button class="quiet" type="button" onClick={takeBack}>
            {said.takeBack}
          </button>
        </p>
      )}
      {props.children}
    </Page>
  );
}

/** A sheet that was opened; whoever may not key it in is led to its area. */
function Opened(props: {
  code: string;
  area: string | null;
  /** What is typed already: read of a picture. */
  begun: string;
  said: PaperWords;
  onTaken: (code: string) => void;
  onSaved: (last: Last) => void;
}) {
  const { code, area, begun, said, onTaken, onSaved } = props;
  const { server, to, open } = useDesk();
  const [newest, setNewest] = useState<ReturnedSheet | null>(null);
  const { reading, again } = useReading(
    async (signal) => {
      const [sheet, { today, tz }] = await Promise.all([
        readReturned(server, code, signal),
        readMap(server, signal),
      ]);
      return { sheet, today, zone: tz };
    },
    [server, code],
  );
  const refused = reading.state.value === "failed";
  return (
    <>
      {refused && (
        <p class="paper-ways">
          <a class="button" href={to("")}>
            {said.another}
          </a>
          {area && (
            <a class="quiet" href={`#/area/${encodeURIComponent(area)}`}>
              {area}
            </a>
          )}
        </p>
      )}
      <Read reading={reading} again={again}>
        {({ sheet, today, zone }) => (
          <Marks
            sheet={newest ?? sheet}
            today={today}
            zone={zone}
            begun={begun}
            said={said}
            onSheet={setNewest}
            onTaken={() => onTaken(sheet.code)}
            onSaved={(keying, recorded) => {
              onSaved({ code: sheet.code, keying, recorded });
              open("");
            }}
          />
        )}
      </Read>
    </>
  );
}

function isUndo({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return (ctrlKey || metaKey) && key.toLowerCase() === "z";
}
