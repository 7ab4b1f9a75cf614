import { useState } from "preact/hooks";
import { type Asked, type Job, readColumns } from "../api/imports.ts";
import type { Level } from "../domain/levels.ts";
import { useDesk, useReading } from "./desk.ts";
import { LevelField, TextField } from "./fields.tsx";
import { LedgerColumns } from "./LedgerColumns.tsx";
import { Read } from "./parts.tsx";

/** The headers of a file and the standard columns that they can be. */
type Choices = Pick<NonNullable<Job["problem"]>, "headers" | "columns">;
type AskAgain = (more: Partial<Asked>) => void;

/** Asks for what a file could not be read without, and tries again with it. */
export function MoreSaid(props: { job: Job; asked: Asked | null; askAgain: AskAgain }) {
  const { words, to } = useDesk();
  const { job, asked, askAgain } = props;
  const code = job.problem?.code ?? "";
  if (asked) {
    if (/crs|datum|coordinates/.test(code))
      return <Coordinates metres={/metres/.test(code)} askAgain={askAgain} />;
    if (job.problem && job.problem.headers.length > 0) {
      if (asked.kind !== "ledger")
        return <Columns problem={job.problem} asked={asked} askAgain={askAgain} />;
      const { headers, samples } = job.problem;
      return (
        <LedgerColumns
          headers={headers}
          read={asked.columns ?? {}}
          samples={samples}
          askAgain={askAgain}
        />
      );
    }
    if (/level/.test(code)) return <LevelOf askAgain={askAgain} />;
  }
  return (
    <a class="button" href={to(`new/${job.kind}`)}>
      {words.otherFile}
    </a>
  );
}

/** Systems that Chinese plans and maps come in; zones of three degrees by their central meridian. */
const SYSTEMS = [
  ["wgs84", { crs: "EPSG:4326" }],
  ["cgcs2000", { crs: "EPSG:4490" }],
  ["gcj02", { crs: "EPSG:4326", datum: "gcj02" }],
  ["bd09", { crs: "EPSG:4326", datum: "bd09" }],
] as const;
const MERIDIANS = Array.from({ length: 21 }, (_, index) => 75 + 3 * index);

/** EPSG code of CGCS2000 / 3-degree Gauss-Kruger CM xE, without zone number in the easting. */
function zone(meridian: number): string {
  return `EPSG:${4534 + (meridian - 75) / 3}`;
}

function Coordinates({ metres, askAgain }: { metres: boolean; askAgain: AskAgain }) {
  const { words, map } = useDesk();
  const [chosen, setChosen] = useState<string>(metres ? "zone" : "wgs84");
  const here = Math.round(map.camera().lon / 3) * 3;
  const [meridian, setMeridian] = useState(MERIDIANS.includes(here) ? here : 114);
  const [other, setOther] = useState("");
  const told = () => {
    if (chosen === "zone") return { crs: zone(meridian) };
    if (chosen === "other") return { crs: other.trim() };
    return SYSTEMS.find(([name]) => name === chosen)?.[1] ?? {};
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        askAgain(told());
      }}
    >
      <fieldset class="setup-choice">
        <legend>{words.coordinates}</legend>
        {[...SYSTEMS.map(([name]) => name), "zone" as const, "other" as const].map((name) => (
          <label key={name}>
            <input
              type="radio"
              name="crs"
              checked={chosen === name}
              onChange={() => setChosen(name)}
            />
            <span>
              {words.systems[name][0]}
              <small>{words.systems[name][1]}</small>
            </span>
          </label>
        ))}
      </fieldset>
      {chosen === "zone" && (
        <label class="setup-field">
          {words.meridian}
          <select
            value={meridian}
            onChange={({ currentTarget }) => setMeridian(Number(currentTarget.value))}
          >
            {MERIDIANS.map((one) => (
              <option key={one} value={one}>
                {`${one}°E · ${zone(one)}`}
              </option>
            ))}
          </select>
        </label>
      )}
      {chosen === "other" && (
        <TextField label={words.epsg} value={other} placeholder="EPSG:2437" set={setOther} />
      )}
      <button class="button primary" type="submit" disabled={chosen === "other" && !other.trim()}>
        {words.readAgain}
      </button>
    </form>
  );
}

function LevelOf({ askAgain }: { askAgain: AskAgain }) {
  const { words } = useDesk();
  const [level, setLevel] = useState<Level>("grid");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        askAgain({ level });
      }}
    >
      <LevelField value={level} set={setLevel} />
      <button class="button primary" type="submit">
        {words.readAgain}
      </button>
    </form>
  );
}

/** Which column was read as which, to be said otherwise. */
export function ColumnsRead(props: { job: Job; asked: Asked | null; askAgain: AskAgain }) {
  const { words, server } = useDesk();
  const { job, asked, askAgain } = props;
  const [open, setOpen] = useState(false);
  const { reading, again } = useReading(
    (signal) => (open ? readColumns(server, job.kind, signal) : Promise.resolve([])),
    [server, job.kind, open],
  );
  const { headers = [], columns: read = {} } = job.result ?? {};
  if (!asked || headers.length === 0) return null;
  return (
    <details class="columns-read" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{words.columnsRead}</summary>
      {open && (
        <Read reading={reading} again={again}>
          {(columns) =>
            columns.length > 0 && (
              <Columns
                problem={{ headers, columns }}
                asked={{ ...asked, columns: asked.columns ?? read }}
                askAgain={askAgain}
              />
            )
          }
        </Read>
      )}
    </details>
  );
}

/** Which header of the file is which standard column. */
function Columns(props: { problem: Choices; asked: Asked; askAgain: AskAgain }) {
  const { words, lang } = useDesk();
  const { problem, asked, askAgain } = props;
  const [columns, setColumns] = useState<Readonly<Record<string, string>>>(
    () => asked.columns ?? guessed(problem),
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const said = Object.entries(columns).filter(([, header]) => header);
        askAgain({ columns: Object.fromEntries(said) });
      }}
    >
      <h2>{words.columns}</h2>
      <p class="setup-note">{words.columnsHint}</p>
      <table class="columns">
        <thead>
          <tr>
            <th scope="col">{words.standard}</th>
            <th scope="col">{words.inFile}</th>
          </tr>
        </thead>
        <tbody>
          {problem.columns.map((column) => (
            <tr key={column.name}>
              <th scope="row">
                <label for={`column-${column.name}`}>
                  {words.columnNamed[column.name] ?? labelOf(column, lang)}
                  {column.required && <em>{words.needed}</em>}
                </label>
              </th>
              <td>
                <select
                  id={`column-${column.name}`}
                  value={columns[column.name] ?? ""}
                  onChange={({ currentTarget: { value } }) =>
                    setColumns((before) => ({ ...before, [column.name]: value }))
                  }
                >
                  <option value="">{words.noColumn}</option>
                  {problem.headers.map((header) => (
                    <option key={header} value={header}>
                      {header}
                    </option>
                  ))}
                </select>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <button class="button primary" type="submit">
        {words.readAgain}
      </button>
    </form>
  );
}

/** What can be told from the headers already. */
function guessed({ columns, headers }: Choices): Readonly<Record<string, string>> {
  const known = columns.flatMap((column) => {
    const header = headers.find((one) => column.headers.includes(one));
    return header ? [[column.name, header] as const] : [];
  });
  return Object.fromEntries(known);
}

/** What a person calls a standard column: the usual header in their language. */
function labelOf({ name, headers }: Choices["columns"][number], lang: string): string {
  const chinese = headers.find((header) => /[\u4e00-\u9fff]/.test(header));
  return (lang === "zh-CN" && chinese) || name.replace(/_/g, " ");
}
