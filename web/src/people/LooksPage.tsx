import { useState } from "preact/hooks";
import { type Look, readLooks } from "../api/privacy.ts";
import { count } from "../domain/write.ts";
import { useDesk, useOnce, useReading } from "../setup/desk.ts";
import { Fault, Read } from "../setup/parts.tsx";
import { useDates, useOffice } from "./office.ts";
import { Empty, SectionPage } from "./parts.tsx";

type Whose = "mine" | "theirs";

/** Who looked at personal data, when and why: for whoever answers there, and one's own. */
export function LooksPage() {
  const { said } = useOffice();
  const { server, rights } = useDesk();
  const [whose, setWhose] = useState<Whose>(rights.audit ? "theirs" : "mine");
  const [more, setMore] = useState<{ items: Look[]; next: number | null } | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const once = useOnce();
  const { reading, again } = useReading(
    (signal) => {
      setMore(null);
      return readLooks(server, whose, undefined, signal);
    },
    [server, whose],
  );
  return (
    <SectionPage section="looks" lead={said.looks.lead}>
      {rights.audit && (
        <fieldset class="setup-segments">
          <legend class="spoken">{said.looks.whose}</legend>
          {(["theirs", "mine"] as const).map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="whose"
                checked={whose === one}
                onChange={() => setWhose(one)}
              />
              <span>{said.looks[one]}</span>
            </label>
          ))}
        </fieldset>
      )}
      <Read reading={reading} again={again}>
        {(page) => {
          const items = [...page.items, ...(more?.items ?? [])];
          const next = more ? more.next : page.next;
          const goOn = () =>
            readLooks(server, whose, next ?? undefined).then(
              (found) =>
                setMore({ items: [...(more?.items ?? []), ...found.items], next: found.next }),
              setFault,
            );
          if (items.length === 0) return <Empty title={said.looks.none} />;
          return (
            <>
              <Table looks={items} named={whose === "theirs"} />
              <Fault fault={fault} />
              {next !== null && page.items.length >= 200 && (
                <button class="button" type="button" onClick={() => once(goOn)}>
                  {said.more}
                </button>
              )}
            </>
          );
        }}
      </Read>
    </SectionPage>
  );
}

function Table({ looks, named }: { looks: readonly Look[]; named: boolean }) {
  const { said, areas } = useOffice();
  const { lang } = useDesk();
  const { at } = useDates(lang);
  return (
    <div class="table-frame">
      <table class="looks-table">
        <thead>
          <tr>
            <th scope="col">{said.looks.when}</th>
            {named && <th scope="col">{said.looks.who}</th>}
            <th scope="col">{said.looks.what}</th>
            <th scope="col">{said.area}</th>
            <th scope="col">{said.looks.why}</th>
          </tr>
        </thead>
        <tbody>
          {looks.map((look) => (
            <tr key={look.id}>
              <td class="moment">{at(look.at)}</td>
              {named && (
                <td>{look.who ?? (look.person ? said.nameless : said.looks.commandLine)}</td>
              )}
              <td>
                {said.looks.acts[look.act]}
                {look.count !== null && look.count > 1 && (
                  <small>{said.looks.times(count(look.count))}</small>
                )}
              </td>
              <td>
                {look.area && areas.of(look.area)
                  ? areas.placed(look.area)
                  : (look.area_name ?? "")}
              </td>
              <td>{look.reason ? said.looks.reason(look.reason) : ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
