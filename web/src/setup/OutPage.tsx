import { useEffect, useRef, useState } from "preact/hooks";
import { save } from "../api/books.ts";
import { upload } from "../api/imports.ts";
import { readAppended, readLedger } from "../api/ledgers.ts";
import { readMapAreas } from "../api/map.ts";
import { REASONS, type Reason } from "../api/register.ts";
import { percent } from "../domain/write.ts";
import { useDesk, useOnce, useReading } from "./desk.ts";
import { useLedgerWords } from "./ledgerWords.ts";
import { Fault, Page } from "./parts.tsx";

/** The ledger goes out: the register as a workbook, or the office's own one with columns behind. */
export function OutPage() {
  const said = useLedgerWords();
  return (
    <Page title={said.takeOut} back="" lead={said.outHint}>
      <Register />
      <Own />
    </Page>
  );
}

function Register() {
  const { server, rights, home } = useDesk();
  const said = useLedgerWords();
  const [within, setWithin] = useState("");
  const [reason, setReason] = useState<Reason | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const { reading } = useReading((signal) => readMapAreas(server, "community", signal), [server]);
  const once = useOnce();
  // Others' communities are drawn as well; what is kept there is not theirs to take out.
  const areas = (reading.value.value ?? []).filter(
    ({ code, parent }) => !home || code === home || parent === home,
  );
  const fetched = async () => {
    setFault(null);
    setBusy(true);
    try {
      save(await readLedger(server, within, reason));
    } catch (problem) {
      setFault(problem);
    }
    setBusy(false);
  };
  return (
    <section class="take-out">
      {areas.length > 1 && (
        <label class="setup-field">
          {said.outArea}
          <select value={within} onChange={({ currentTarget }) => setWithin(currentTarget.value)}>
            <option value="">{said.outAll}</option>
            {areas.map(({ code, name }) => (
              <option key={code} value={code}>
                {name ?? code}
              </option>
            ))}
          </select>
        </label>
      )}
      <fieldset class="setup-choice">
        <legend>{said.within}</legend>
        <label>
          <input
            type="radio"
            name="columns"
            checked={reason === null}
            onChange={() => setReason(null)}
          />
          <span>
            {said.masked}
            <small>{said.maskedHint}</small>
          </span>
        </label>
        {rights.register && (
          <label>
            <input
              type="radio"
              name="columns"
              checked={reason !== null}
              onChange={() => setReason("check")}
            />
            <span>
              {said.personal}
              <small>{said.personalHint}</small>
            </span>
          </label>
        )}
      </fieldset>
      {reason !== null && (
        <label class="setup-field">
          {said.why}
          <select
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value as Reason)}
          >
            {REASONS.map((one) => (
              <option key={one} value={one}>
                {said.reasons[one]}
              </option>
            ))}
          </select>
        </label>
      )}
      <Fault fault={fault} />
      <button class="button primary" type="button" disabled={busy} onClick={() => once(fetched)}>
        {busy ? said.preparing : said.download}
      </button>
    </section>
  );
}

/** The office's own workbook: handed in, filled, handed back, deleted. */
function Own() {
  const { server, words } = useDesk();
  const said = useLedgerWords();
  const [state, setState] = useState<string | null>(null);
  const [done, setDone] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const ending = useRef(new AbortController());
  useEffect(() => () => ending.current.abort(), []);
  const take = async (file: File) => {
    setFault(null);
    setDone(false);
    try {
      const progress = (share: number) => setState(words.sending(percent(share)));
      const { id } = await upload(server, file, progress, ending.current.signal);
      setState(said.preparing);
      save(await readAppended(server, id));
      setDone(true);
    } catch (problem) {
      if (!ending.current.signal.aborted) setFault(problem);
    }
    setState(null);
  };
  return (
    <section class="take-out">
      <h2>{said.own}</h2>
      <p class="setup-note">{said.ownHint}</p>
      <label class={state ? "button waiting" : "button"}>
        <input
          class="spoken"
          type="file"
          accept=".xlsx"
          disabled={state !== null}
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            currentTarget.value = "";
            if (file) void take(file);
          }}
        />
        {state ?? said.chooseOwn}
      </label>
      {done && (
        <p class="good" role="status">
          {said.ownDone}
        </p>
      )}
      <Fault fault={fault} />
    </section>
  );
}
