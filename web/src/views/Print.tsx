import { useEffect, useState } from "preact/hooks";
import { save } from "../api/books.ts";
import { readSheetPreview, readSheets, type SheetWishes } from "../api/sheets.ts";
import { useAround } from "./context.ts";
import { Dialog } from "./Dialog.tsx";
import { Fault } from "./Said.tsx";
import "./print.css";

/** Prints an area: a button, and the dialog that shows the first page before it is saved. */
export function Print({ code, lowest }: { code: string; lowest: boolean }) {
  const { words } = useAround();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button class="quiet" type="button" onClick={() => setOpen(true)}>
        {words.print.open}
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
  const [wishes, setWishes] = useState<SheetWishes>({ kind: "area", paper: "A4", alone: lowest });
  const [picture, setPicture] = useState<string | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [drawing, setDrawing] = useState<AbortController | null>(null);
  const [saved, setSaved] = useState(false);
  useEffect(() => {
    const asked = new AbortController();
    let address: string | null = null;
    setPicture(null);
    setFault(null);
    setSaved(false);
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
  useEffect(() => () => drawing?.abort(), [drawing]);
  const draw = async () => {
    const asked = new AbortController();
    setDrawing(asked);
    setFault(null);
    setSaved(false);
    try {
      save(await readSheets(app.server, code, wishes, asked.signal));
      setSaved(true);
    } catch (problem) {
      if (!asked.signal.aborted) setFault(problem);
    }
    setDrawing(null);
  };
  const { doors, cases } = app.rights;
  const kinds = (["area", "leader", "round", "hazards", "cards"] as const).filter(
    (kind) => kind === "area" || kind === "cards" || (kind === "hazards" ? cases : doors),
  );
  const choose = (change: Partial<SheetWishes>) => setWishes({ ...wishes, ...change });
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
            onChoose={(kind) => choose({ kind })}
          />
          {!lowest && wishes.kind !== "round" && wishes.kind !== "hazards" && (
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
            choices={[
              ["A4", "A4"],
              ["A3", "A3"],
            ]}
            onChoose={(paper) => choose({ paper })}
          />
          <p class="hint">{said.noted}</p>
          {drawing ? (
            <button class="button" type="button" onClick={() => drawing.abort()}>
              {said.drawing} {said.stop}
            </button>
          ) : (
            <button class="button primary" type="button" onClick={draw}>
              {said.download}
            </button>
          )}
          {saved && <p role="status">{said.saved}</p>}
          {fault !== null && <Fault fault={fault} />}
        </div>
      </div>
    </Dialog>
  );
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
