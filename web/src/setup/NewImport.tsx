import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type Asked, KINDS, type Kind, startImport, upload } from "../api/imports.ts";
import { kindOf } from "../domain/kinds.ts";
import type { Level } from "../domain/levels.ts";
import { percent } from "../domain/write.ts";
import type { Rights } from "../state/rights.ts";
import { noteAsked } from "./asked.ts";
import { CameIn } from "./CameIn.tsx";
import { useDesk, useOnce } from "./desk.ts";
import { LevelField, TextField } from "./fields.tsx";
import { BeforeLedger } from "./LedgerIn.tsx";
import { useLedgerWords } from "./ledgerWords.ts";
import { Fault, LostFiles, Page } from "./parts.tsx";
import { letWait, takeWaiting, waitingFiles } from "./queue.ts";

/** What has to be somebody's to change before they may bring a kind in; the others are the ground. */
const OWN: Partial<Record<Kind, keyof Rights>> = {
  ledger: "register",
  households: "register",
  visits: "record",
  people: "organise",
};

type Source = "file" | "place" | "extent";

/** Chooses what is brought in, and from where; `children` says more of a kind that is given. */
export function NewImport(props: { kind: Kind | null; children?: ComponentChildren }) {
  const { kind: given, children } = props;
  const { words, server, ground, open, rights } = useDesk();
  const ledger = useLedgerWords();
  const [kind, setKind] = useState<Kind | null>(given);
  const [source, setSource] = useState<Source>("file");
  const [file, setFile] = useState<File | null>(takeWaiting);
  const [place, setPlace] = useState("");
  const [level, setLevel] = useState<Level | "">("");
  const [sent, setSent] = useState<number | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const ending = useRef(new AbortController());
  useEffect(() => () => ending.current.abort(), []);
  const once = useOnce();
  const waiting = waitingFiles();
  const meant = kind ?? (file ? kindOf(file.name) : null);
  const from = meant === "osm" ? source : "file";

  const take = (files: readonly File[]) => {
    const [first, ...others] = files;
    if (!first) return;
    setFile(first);
    letWait(others);
    setFault(null);
  };

  const start = async () => {
    if (!meant) return;
    setFault(null);
    try {
      let asked: Asked = { kind: meant, ...(meant === "areas" && level && { level }) };
      if (from === "place") asked = { ...asked, place: place.trim() };
      else if (from === "extent") asked = { ...asked, bbox: [...ground.seen()] };
      else if (file) {
        setSent(0);
        const { id } = await upload(server, file, setSent, ending.current.signal);
        asked = { ...asked, upload: id };
      }
      const job = await startImport(server, asked);
      noteAsked(job.id, asked);
      open(`import/${job.id}`, true);
    } catch (problem) {
      setSent(null);
      if (!ending.current.signal.aborted) setFault(problem);
    }
  };

  const ready = meant && (from === "file" ? file : from === "extent" || place.trim());
  return (
    <Page
      title={given ? words.kind[given] : words.import}
      back=""
      lead={given ? words.kindHint[given] : words.importHint}
      actions={
        <button
          class="button primary"
          type="button"
          disabled={!ready || sent !== null}
          onClick={() => once(start)}
        >
          {sent === null ? words.tryOut : words.sending(percent(sent))}
        </button>
      }
    >
      {meant === "osm" && (
        <fieldset class="setup-choice">
          <legend>{words.osmFrom}</legend>
          {(["file", "place", "extent"] as const).map((way) => (
            <label key={way}>
              <input
                type="radio"
                name="source"
                checked={source === way}
                onChange={() => setSource(way)}
              />
              {words.osmSource[way]}
            </label>
          ))}
        </fieldset>
      )}
      {from === "file" && (
        <Drop
          file={file}
          take={take}
          hint={meant === "ledger" ? ledger.dropHint : words.dropHint}
        />
      )}
      {from === "file" && waiting.length > 0 && (
        <p class="setup-note">{words.waiting(waiting.map(({ name }) => name).join(words.comma))}</p>
      )}
      {from === "file" && <LostFiles />}
      {from === "place" && (
        <TextField
          label={words.placeName}
          value={place}
          placeholder={words.placeExample}
          set={setPlace}
        >
          <span class="setup-note">{words.fromNetwork}</span>
        </TextField>
      )}
      {from === "extent" && <p class="setup-note">{words.extentHint}</p>}
      {!given && (
        <label class="setup-field">
          {words.what}
          <select
            value={meant ?? ""}
            onChange={({ currentTarget }) => setKind(currentTarget.value as Kind)}
          >
            {!meant && <option value="">{words.choose}</option>}
            {KINDS.filter((one) => rights[OWN[one] ?? "setUp"]).map((one) => (
              <option key={one} value={one}>
                {words.kind[one]}
              </option>
            ))}
          </select>
        </label>
      )}
      {meant === "areas" && <LevelField value={level} set={setLevel} none={words.levelInFile} />}
      {meant === "ledger" && <BeforeLedger />}
      {children}
      {meant === "ledger" && <CameIn />}
      <Fault fault={fault} />
    </Page>
  );
}

/** Where a file is dropped or chosen. */
function Drop(props: { file: File | null; take: (files: readonly File[]) => void; hint: string }) {
  const { words } = useDesk();
  const { file, take, hint } = props;
  const [over, setOver] = useState(false);
  return (
    <label
      class={over ? "drop held" : "drop"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(Array.from(event.dataTransfer?.files ?? []));
      }}
    >
      <input
        type="file"
        multiple
        onChange={({ currentTarget }) => take(Array.from(currentTarget.files ?? []))}
      />
      {file ? (
        <>
          <strong>{file.name}</strong>
          <span>{words.size(file.size)}</span>
          <span class="change">{words.otherFile}</span>
        </>
      ) : (
        <>
          <strong>{words.chooseFile}</strong>
          <span>{hint}</span>
        </>
      )}
    </label>
  );
}
