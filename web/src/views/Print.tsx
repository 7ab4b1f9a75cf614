import { useEffect, useState } from "preact/hooks";
import { Refusal } from "../api/server.ts";
import { type PrintJob, readSheetPreview, type SheetWishes } from "../api/sheets.ts";
import { count } from "../domain/write.ts";
import { useAround } from "./context.ts";
import { Dialog } from "./Dialog.tsx";
import { Fault } from "./Said.tsx";
import "./print.css";

/** Prints an area: a button, and the dialog that shows the first page before it is saved. */
export function Print({ code, lowest }: { code: string; lowest: boolean }) {
  const { app, words } = useAround();
  const [open, setOpen] = useState(false);
  const going = app.printing.now.value;
  const show = () => {
    // Before the dialog is drawn: how the last print ended is nothing to read out again.
    app.printing.forget();
    setOpen(true);
  };
  return (
    <>
      <button class="quiet" type="button" onClick={show}>
        {words.print.open}
        {going && ` ${far(going)}`}
      </button>
      {open && <PrintDialog code={code} lowest={lowest} onClose={() => setOpen(false)} />}
    </>
  );
}

function PrintDialog({
  code,
  lowest,
  onClose,
}: {
  code: string;
  lowest: boolean;
  onClose: () => void;
}) {
  const { app, words } = useAround();
  const said = words.print;
  const [wishes, setWishes] = useState<SheetWishes>({
    kind: "area",
    paper: "A4",
    alone: lowest,
    names: false,
  });
  const [picture, setPicture] = useState<string | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const { printing } = app;
  useEffect(() => {
    const asked = new AbortController();
    let address: string | null = null;
    setPicture(null);
    setFault(null);
    readSheetPreview(app.server, code, wishes, asked.signal)
      .then((png) => {
        address = URL.createObjectURL(png);
        setPicture(address);
      })
      .catch((problem: unknown) => {
        if (!asked.signal.aborted) setFault(problem);
      });
    return () => {
      asked.abort();
      if (address) URL.revokeObjectURL(address);
    };
  }, [app, code, wishes]);
  useEffect(() => void printing.resume(), [printing]);
  const { doors, cases } = app.rights;
  const kinds = kindsOf(lowest).filter((kind) =>
    kind === "hazards" ? cases : doors || (kind !== "leader" && kind !== "round"),
  );
  const choose = (change: Partial<SheetWishes>) => {
    printing.forget();
    setWishes({ ...wishes, ...change });
  };
  const going = printing.now.value;
  const ended = printing.ended.value;
  const boxed = printing.boxed.value;
  return (
    <Dialog title={said.title} kind="print" onClose={onClose}>
      <div class="print-body">
        <div class="print-page" aria-busy={!picture && !fault}>
          {picture && <img src={picture} alt={said.preview} />}
        </div>
        <div class="print-wishes">
          <Choice
            title={said.kind}
            value={wishes.kind}
            choices={kinds.map((kind) => [kind, said[kind]] as const)}
            onChoose={(kind) => choose({ kind, paper: PAPERS[kind]?.[0] ?? "A4" })}
          />
          {!lowest && BELOW.includes(wishes.kind) && (
            <Choice
              title={said.what}
              value={wishes.alone ? "alone" : "below"}
              choices={[
                ["below", said.below],
                ["alone", said.alone],
              ]}
              onChoose={(what) => choose({ alone: what === "alone" })}
            />
          )}
          <Choice
            title={said.paper}
            value={wishes.paper}
            choices={(PAPERS[wishes.kind] ?? ["A4", "A3"]).map((paper) => [paper, paper] as const)}
            onChoose={(paper) => choose({ paper })}
          />
          {app.rights.people && NAMED.includes(wishes.kind) && (
            <label class="print-names">
              <input
                type="checkbox"
                checked={wishes.names}
                onChange={() => choose({ names: !wishes.names })}
              />
              {said.names}
            </label>
          )}
          <p class="hint">{wishes.names ? said.namesNoted : said.noted}</p>
          <div class="print-foot">
            {going ? (
              <Going print={going} here={going.area === code} />
            ) : (
              <button
                class="button primary"
                type="button"
                onClick={() => void printing.start(code, wishes)}
              >
                {said.download}
              </button>
            )}
            <p role="status">
              {ended && said[ended]}
              {boxed.length > 0 && ` ${said.boxed(namesOf(boxed))}`}
            </p>
            <Trouble fault={fault ?? printing.fault.value} />
          </div>
        </div>
      </div>
    </Dialog>
  );
}

/** How far a print is, and a way to stop it. */
function Going({ print, here }: { print: PrintJob; here: boolean }) {
  const { app, words } = useAround();
  const said = words.print;
  const bound = print.drawn === print.sheets;
  const doing = print.state === "waiting" ? said.waiting : bound ? said.binding : said.drawing;
  return (
    <div class="print-going">
      <p>
        <span role="status">{doing}</span> {!bound && far(print)}
        {!here && <span class="hint"> {print.area}</span>}
      </p>
      <progress
        max={print.sheets}
        value={bound ? undefined : print.drawn}
        aria-label={said.drawing}
        aria-valuetext={far(print)}
      />
      <p class="hint">{said.mayClose}</p>
      <button class="button" type="button" onClick={() => void app.printing.stop()}>
        {said.stop}
      </button>
    </div>
  );
}

/** What was refused is said as the server said it; whatever else goes wrong, as everywhere. */
function Trouble({ fault }: { fault: unknown }) {
  if (fault === null) return null;
  if (fault instanceof Refusal && fault.status < 500)
    return (
      <p class="print-refused" role="alert">
        {fault.message}
      </p>
    );
  return <Fault fault={fault} />;
}

const MOST_NAMED = 8;

/** Characters with their number, which is all that a screen without their font can tell. */
function namesOf(letters: readonly string[]): string {
  const named = letters
    .slice(0, MOST_NAMED)
    .map((one) => `${one} (U+${one.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")})`);
  return named.join(", ") + (letters.length > MOST_NAMED ? " …" : "");
}

/** 12 / 851. */
const far = ({ drawn, sheets }: PrintJob): string => `${count(drawn)} / ${count(sheets)}`;

const POSTERS = ["A1", "A0", "A3"] as const;
/** Which paper a kind is printed on, where that is not A4 or A3. */
const PAPERS: Partial<Record<SheetWishes["kind"], readonly SheetWishes["paper"][]>> = {
  coverage: POSTERS,
  load: POSTERS,
};
/** Kinds that may say who serves there. */
const NAMED: readonly SheetWishes["kind"][] = ["area", "round"];
/** Kinds of which there is a sheet for each area below. */
const BELOW: readonly SheetWishes["kind"][] = ["area", "leader", "cards"];

function kindsOf(lowest: boolean): readonly SheetWishes["kind"][] {
  const posters = lowest ? [] : (["coverage", "load"] as const);
  return ["area", "leader", "round", "hazards", "cards", ...posters];
}

function Choice<Value extends string>({
  title,
  value,
  choices,
  onChoose,
}: {
  title: string;
  value: Value;
  choices: readonly (readonly [Value, string])[];
  onChoose: (value: Value) => void;
}) {
  return (
    <fieldset class="print-choice">
      <legend>{title}</legend>
      {choices.map(([each, name]) => (
        <label key={each}>
          <input
            type="radio"
            name={title}
            checked={value === each}
            onChange={() => onChoose(each)}
          />
          {name}
        </label>
      ))}
    </fieldset>
  );
}
