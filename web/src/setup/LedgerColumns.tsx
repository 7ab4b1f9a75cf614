import { useState } from "preact/hooks";
import { type Asked, readColumns } from "../api/imports.ts";
import { useDesk, useReading } from "./desk.ts";
import { useLedgerWords } from "./ledgerWords.ts";
import { Read } from "./parts.tsx";

/**
 * What each column of the office's own table is taken for: its columns in their order, with what
 * stands in them. What is wrong is said otherwise in place, and the table is read again.
 */
export function LedgerColumns(props: {
  headers: readonly string[];
  /** Header of each standard column that was read. */
  read: Readonly<Record<string, string>>;
  /** First cells by header. */
  samples?: Readonly<Record<string, readonly string[]>>;
  /** Headers told from their cells. */
  guessed?: readonly string[];
  /** Missing where the import cannot be asked for again. */
  askAgain?: (more: Partial<Asked>) => void;
}) {
  const { server, words } = useDesk();
  const said = useLedgerWords();
  const { headers, read, samples, guessed = [], askAgain } = props;
  const { reading, again } = useReading(
    (signal) => readColumns(server, "ledger", signal),
    [server],
  );
  const [changed, setChanged] = useState<Readonly<Record<string, string>>>({});
  const standards = { ...read, ...changed };
  const meant = new Map(
    Object.entries(standards).map(([standard, header]) => [header, standard] as const),
  );
  const mean = (header: string, standard: string) =>
    setChanged((before) => {
      const now = { ...before };
      const had = meant.get(header);
      if (had) now[had] = "";
      if (standard) now[standard] = header;
      return now;
    });
  return (
    <Read reading={reading} again={again}>
      {(columns) => (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            askAgain?.({ columns: standards });
          }}
        >
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways by the keys too. */}
          <section class="ledger-columns" tabIndex={0} aria-label={said.columnsAre}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{words.inFile}</th>
                  <th scope="col">{said.takenFor}</th>
                </tr>
              </thead>
              <tbody>
                {headers.map((header, at) => {
                  const standard = meant.get(header) ?? "";
                  return (
                    <tr key={header} class={standard ? undefined : "not-taken"}>
                      <th scope="row">
                        <label for={`ledger-column-${at}`}>{header}</label>
                        {samples && (
                          <span class="cells">
                            {samples[header]?.join(said.pause) ?? said.unseen}
                          </span>
                        )}
                      </th>
                      <td>
                        <select
                          id={`ledger-column-${at}`}
                          value={standard}
                          disabled={!askAgain}
                          onChange={({ currentTarget }) => mean(header, currentTarget.value)}
                        >
                          <option value="">{said.notTaken}</option>
                          {columns.map(({ name }) => (
                            <option key={name} value={name}>
                              {said.columnOf(name)}
                            </option>
                          ))}
                        </select>
                        {guessed.includes(header) && standard && !(standard in changed) && (
                          <small>{said.guessed}</small>
                        )}
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </section>
          {askAgain && (
            <>
              <p class="setup-note">{said.columnsHint}</p>
              <button
                class="button"
                type="submit"
                disabled={samples !== undefined && Object.keys(changed).length === 0}
              >
                {words.readAgain}
              </button>
            </>
          )}
        </form>
      )}
    </Read>
  );
}
