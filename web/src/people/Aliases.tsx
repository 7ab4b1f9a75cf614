import { useState } from "preact/hooks";
import { putAliases, readAliases } from "../api/organisation.ts";
import { useDesk, useOnce, useReading } from "../setup/desk.ts";
import { TextField } from "../setup/fields.tsx";
import { Fault } from "../setup/parts.tsx";
import { useOffice } from "./office.ts";

/** What an area is called besides its name: searches and ledgers know it by all of them. */
export function Aliases({ code }: { code: string }) {
  const { said } = useOffice();
  const { server, rights } = useDesk();
  const { reading, again } = useReading(
    (signal) => readAliases(server, code, signal),
    [server, code],
  );
  const [text, setText] = useState<string | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const once = useOnce();
  const names = reading.value.value;
  if (!names || (names.length === 0 && !rights.organise)) return null;
  if (text === null) {
    return (
      <p class="aliases">
        {names.length > 0 && <span>{said.party.also(names.join(said.comma))}</span>}
        {rights.organise && (
          <button class="quiet" type="button" onClick={() => setText(names.join(said.comma))}>
            {names.length > 0 ? said.aliasesChange : said.aliasesAdd}
          </button>
        )}
      </p>
    );
  }
  const leave = () => {
    setText(null);
    setFault(null);
  };
  const save = () =>
    putAliases(server, code, namesIn(text)).then(() => {
      leave();
      again();
    }, setFault);
  return (
    <form
      class="aliases"
      onSubmit={(event) => {
        event.preventDefault();
        once(save);
      }}
    >
      <TextField label={said.party.aliases} value={text} set={setText} maxLength={400} />
      <Fault fault={fault} />
      <div class="ways">
        <button class="button" type="submit">
          {said.save}
        </button>
        <button class="quiet" type="button" onClick={leave}>
          {said.cancel}
        </button>
      </div>
    </form>
  );
}

/** Names as people write several in a line. */
export function namesIn(text: string): string[] {
  return text
    .split(/[,，、;；]/)
    .map((one) => one.trim())
    .filter(Boolean);
}
