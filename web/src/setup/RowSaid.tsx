import { useLedgerWords } from "./ledgerWords.ts";

/** What a row calls the building, from the large to the small; the rest is told beside it. */
const CALLED: readonly string[] = ["address", "estate", "building", "premises_name"];

/** What a row of a ledger calls its building, in one line. */
export function calledBy(said: Readonly<Record<string, string>>): string {
  return CALLED.map((name) => said[name])
    .filter(Boolean)
    .join(" ");
}

/** What a row of a ledger says of its place: what it calls the building, and where inside it is. */
export function RowSaid(props: { id?: string; said: Readonly<Record<string, string>> }) {
  const words = useLedgerWords();
  const { id, said } = props;
  const inside = Object.entries(said).filter(([name]) => !CALLED.includes(name));
  return (
    <>
      <h2 {...(id && { id })}>{calledBy(said)}</h2>
      <dl class="said">
        {inside.map(([name, text]) => (
          <div key={name}>
            <dt>{words.columnOf(name)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
