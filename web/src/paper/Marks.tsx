import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import {
  type Half,
  type MarksKeyed,
  type ReturnedSheet,
  sendMarks,
  takeBackMarks,
} from "../api/returned.ts";
import { type KeyFault, type Mark, readMarks } from "../domain/keyed.ts";
import { uuid7 } from "../domain/uuid7.ts";
import { clock, day as dayWords, moment, type Zone } from "../domain/write.ts";
import { spoken, useDesk, useOnce } from "../setup/desk.ts";
import { Page } from "../setup/parts.tsx";
import type { PaperWords } from "../words/en/paper.ts";
import { Differing, type Way } from "./Differing.tsx";
import { Lines } from "./Lines.tsx";
import { Walk } from "./Walk.tsx";

const NOON = 12;

/** One sheet: what is ticked on it is typed, and its list beside it fills. */
export function Marks(props: {
  sheet: ReturnedSheet;
  today: string;
  zone: Zone;
  /** What is typed already. */
  begun: string;
  said: PaperWords;
  /** The sheet as it stands after something was recorded or taken back. */
  onSheet: (sheet: ReturnedSheet) => void;
  /** Nothing that was typed is left to be taken. */
  onTaken: () => void;
  /** All of it was taken, and recorded in this sitting. */
  onSaved: (keying: string, recorded: number) => void;
}) {
  const { sheet, today, zone, said, onSheet, onTaken, onSaved } = props;
  const { server, words, lang, to } = useDesk();
  const [text, setText] = useState(props.begun);
  const [caret, setCaret] = useState(0);
  const [keying, setKeying] = useState(() => uuid7());
  const [walk, setWalk] = useState(() => ({
    day: today,
    half: halfNow(zone),
    walker: sheet.walkers[0]?.uid ?? "",
  }));
  const [sent, setSent] = useState("");
  const [answer, setAnswer] = useState<MarksKeyed | null>(null);
  const [recorded, setRecorded] = useState(0);
  const [fault, setFault] = useState<unknown>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const once = useOnce();
  useEffect(() => field.current?.focus(), []);
  const lines = useMemo(() => linesOf(sheet), [sheet]);
  const read = useMemo(() => readMarks(text, lines), [text, lines]);
  const open = useMemo(() => read.marks.filter((mark) => isOpen(sheet, mark)), [read, sheet]);
  // A word that is still being typed is not found fault with: 4 may become 45.
  const faults = read.faults.filter(
    ({ end }) => answer !== null || end < text.length || caret < text.length,
  );
  const at = open.filter(({ start }) => start <= caret).pop();
  const send = (typed: string, differing: Way | "ask" = "ask") =>
    once(async () => {
      if (!typed.trim()) return;
      setFault(null);
      try {
        const done = await sendMarks(server, sheet.code, {
          keying,
          text: typed,
          day: walk.day,
          half: walk.half,
          walked_by: walk.walker || null,
          differing,
        });
        const whole = done.faults.length === 0 && done.differing.length === 0;
        const sum = recorded + done.recorded;
        if (whole) onTaken();
        if (whole && sum > 0) {
          onSaved(keying, sum);
          return;
        }
        setSent(typed);
        setRecorded(sum);
        setAnswer(done);
        onSheet(done.sheet);
        // What was taken is in the list: what was not is left to be put right.
        setText(done.left);
        field.current?.focus();
      } catch (problem) {
        setFault(problem);
      }
    });
  const takeBack = (which: string) =>
    once(async () => {
      setFault(null);
      try {
        onSheet(await takeBackMarks(server, sheet.code, which));
        if (which === keying) {
          setText(sent);
          setKeying(uuid7());
        }
        setRecorded(0);
        setAnswer(null);
        field.current?.focus();
      } catch (problem) {
        setFault(problem);
      }
    });
  const point = ({ start, end }: KeyFault) => {
    field.current?.focus();
    field.current?.setSelectionRange(start, end);
  };
  return (
    <Page
      title={`${sheet.area_name ?? sheet.area ?? said.title} · ${sheet.code}`}
      lead={
        <a class="paper-another" href={to("")}>
          {said.another}
        </a>
      }
    >
      {sheet.newer && <p class="paper-notice">{said.newer}</p>}
      {!sheet.area && <p class="paper-notice">{said.ended}</p>}
      {sheet.keyings.map((one) => (
        <p class="paper-done" key={one.id}>
          <span>{said.before(one.by, moment(Date.parse(one.at), lang, zone), `${one.marks}`)}</span>
          <button class="quiet" type="button" onClick={() => takeBack(one.id)}>
            {said.takeBack}
          </button>
        </p>
      ))}
      {sheet.lines.length === 0 ? (
        <p>{said.empty}</p>
      ) : (
        <div class="paper-desk">
          <form
            class="paper-typing"
            onSubmit={(event) => {
              event.preventDefault();
              void send(text);
            }}
          >
            <label class="setup-field">
              {said.marks}
              <textarea
                ref={field}
                rows={2}
                maxLength={20_000}
                autocomplete="off"
                autocapitalize="none"
                spellcheck={false}
                value={text}
                onInput={({ currentTarget }) => {
                  setText(currentTarget.value);
                  setCaret(currentTarget.selectionStart);
                }}
                onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
                onBlur={() => setCaret(0)}
                onKeyDown={(event) => {
                  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
                  event.preventDefault();
                  void send(text);
                }}
              />
            </label>
            {faults.length > 0 && (
              <ul class="paper-faults" aria-live="polite">
                {faults.map((one) => (
                  <li key={`${one.start} ${one.code}`}>
                    <button class="paper-fault" type="button" onClick={() => point(one)}>
                      {text.slice(one.start, one.end)}
                    </button>{" "}
                    {said.faults[one.code](one.facts)}
                  </li>
                ))}
              </ul>
            )}
            {answer && <Taken answer={answer} said={said} />}
            {answer && answer.differing.length > 0 && (
              <Differing
                marks={answer.differing}
                said={said}
                on={(iso) => dayWords(iso, lang)}
                onWay={(way) => send(sent, way)}
              />
            )}
            {fault !== null && (
              <p class="fault" role="alert">
                {fault instanceof TypeError ? said.unsent : spoken(fault, words)}
              </p>
            )}
            <button class="button primary" type="submit" disabled={open.length === 0}>
              {open.length === 0 ? said.nothing : said.save(`${open.length}`)}
            </button>
            <Walk walk={walk} set={setWalk} today={today} walkers={sheet.walkers} said={said} />
            <p class="setup-note">{said.hint}</p>
          </form>
          <Lines lines={sheet.lines} marks={open} current={at ?? null} said={said} />
        </div>
      )}
    </Page>
  );
}

/** What the server says of the marks that it did not simply take, beyond what the field says. */
function Taken({ answer, said }: { answer: MarksKeyed; said: PaperWords }) {
  return (
    <div role="status">
      {answer.recorded > 0 && <p>{said.recorded(answer.sheet.code, `${answer.recorded}`)}</p>}
      {answer.already.length > 0 && <p>{said.again(`${answer.already.length}`)}</p>}
      {answer.faults.length > 0 && (
        <>
          <p>{said.left(`${answer.faults.length}`)}</p>
          <ul class="paper-faults">
            {answer.faults
              .filter(({ code }) => !(code in said.faults))
              .map(({ start, message }) => (
                <li key={start}>{message}</li>
              ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** The half of the day it is where the workspace is. */
function halfNow(zone: Zone): Half {
  return Number.parseInt(clock(Date.now(), zone), 10) < NOON ? "morning" : "afternoon";
}

function linesOf(sheet: ReturnedSheet) {
  return sheet.lines.map(({ number, by_door, doors }) => ({ number, byDoor: by_door, doors }));
}

/** Whether something is recorded there; the server decides of doors that are another area's. */
function isOpen(sheet: ReturnedSheet, { number, door }: Mark): boolean {
  const closed = sheet.lines.find((line) => line.number === number)?.doors[door]?.closed;
  return closed !== "gone" && closed !== "no_visits";
}
