import { useEffect, useRef, useState } from "preact/hooks";
import { save } from "../api/books.ts";
import {
  forgetLetterText,
  keepLetterText,
  type LetterText,
  type PlanPrint,
  readLetterText,
  readPlanPrint,
} from "../api/plans.ts";
import { useDesk } from "../setup/desk.ts";
import { Fault } from "../setup/parts.tsx";
import { usePlanWords } from "./context.ts";
import { Glyph } from "./Glyph.tsx";

/** What is printed of a kept plan: letters to households, and before and after. */
export function Prints({ name }: { name: string }) {
  const { server } = useDesk();
  const words = usePlanWords();
  const [drawing, setDrawing] = useState<PlanPrint | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const asked = useRef<AbortController | null>(null);
  useEffect(() => () => asked.current?.abort(), []);
  const draw = async (what: PlanPrint) => {
    const asking = new AbortController();
    asked.current = asking;
    setDrawing(what);
    setFault(null);
    try {
      save(await readPlanPrint(server, name, what, asking.signal));
    } catch (problem) {
      if (!asking.signal.aborted) setFault(problem);
    }
    setDrawing(null);
  };
  return (
    <div class="plan-prints">
      {(["letters", "sheets"] as const).map((what) => (
        <button
          key={what}
          class="quiet"
          type="button"
          disabled={drawing !== null}
          onClick={() => void draw(what)}
        >
          {drawing === what ? words.printing : words.prints[what]} <Glyph name="down" size={16} />
        </button>
      ))}
      <Fault fault={fault} />
      <Text />
    </div>
  );
}

/** The text of the letters, for the office to change. */
function Text() {
  const { server } = useDesk();
  const words = usePlanWords();
  const [kept, setKept] = useState<LetterText | null>(null);
  const [text, setText] = useState("");
  const [fault, setFault] = useState<unknown>(null);
  const [saved, setSaved] = useState(false);
  const run = (asking: Promise<LetterText>, done: boolean) =>
    asking.then((found) => {
      setKept(found);
      setText(found.text);
      setFault(null);
      setSaved(done);
    }, setFault);
  return (
    <details
      class="letter-text"
      onToggle={({ currentTarget }) => {
        if (currentTarget.open && !kept) void run(readLetterText(server), false);
      }}
    >
      <summary>{words.letterText}</summary>
      {kept && (
        <>
          <textarea
            rows={12}
            aria-label={words.letterText}
            maxLength={8000}
            value={text}
            onInput={({ currentTarget }) => {
              setText(currentTarget.value);
              setSaved(false);
            }}
          />
          <p class="setup-note">{words.letterFields(kept.fields)}</p>
          <div class="ways">
            <button
              class="button"
              type="button"
              disabled={text === kept.text}
              onClick={() => void run(keepLetterText(server, text), true)}
            >
              {words.keepText}
            </button>
            {kept.own && (
              <button
                class="quiet"
                type="button"
                onClick={() => void run(forgetLetterText(server), true)}
              >
                {words.shippedText}
              </button>
            )}
          </div>
        </>
      )}
      {saved && <p role="status">{words.textKept}</p>}
      <Fault fault={fault} />
    </details>
  );
}
