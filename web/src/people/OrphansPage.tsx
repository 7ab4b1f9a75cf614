import { useState } from "preact/hooks";
import { type Orphan, type OrphanKind, readOrphans } from "../api/organisation.ts";
import { START, writeAddress } from "../domain/address.ts";
import { count } from "../domain/write.ts";
import { useDesk, useOnce, useReading } from "../setup/desk.ts";
import { Fault, Read } from "../setup/parts.tsx";
import { useOffice } from "./office.ts";
import { Empty, SectionPage, useReveal } from "./parts.tsx";

const KINDS = ["household", "part", "patch", "leader"] as const satisfies readonly OrphanKind[];

/** What nobody answers for: how many of each kind, and the way to mend each. */
export function OrphansPage({ kind }: { kind: string | null }) {
  const { said } = useOffice();
  const { server, open } = useDesk();
  const chosen = KINDS.find((one) => one === kind);
  const [more, setMore] = useState<{ items: Orphan[]; next: number | null } | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const once = useOnce();
  const { reading, again } = useReading(
    (signal) => readOrphans(server, { kind: chosen }, signal),
    [server, chosen],
  );
  return (
    <SectionPage section="orphans" lead={said.orphans.lead}>
      <Read reading={reading} again={again}>
        {({ counts, items, next: afterFirst }) => {
          const known = KINDS.filter((one) => counts[one] !== undefined);
          const total = known.reduce((sum, one) => sum + (counts[one] ?? 0), 0);
          const all = [...items, ...(more?.items ?? [])];
          const next = more ? more.next : afterFirst;
          const goOn = () =>
            readOrphans(server, { kind: chosen, after: next ?? 0 }).then(
              (page) =>
                setMore({ items: [...(more?.items ?? []), ...page.items], next: page.next }),
              setFault,
            );
          if (total === 0) return <Empty title={said.orphans.none} hint={said.orphans.noneHint} />;
          return (
            <>
              <ul class="kinds">
                {known.map((one) => (
                  <li key={one}>
                    <button
                      type="button"
                      aria-pressed={chosen === one}
                      onClick={() => open(chosen === one ? "orphans" : `orphans/${one}`)}
                    >
                      <strong class={(counts[one] ?? 0) > 0 ? "work" : ""}>
                        {count(counts[one] ?? 0)}
                      </strong>
                      <span>{said.orphans.kinds[one]}</span>
                    </button>
                  </li>
                ))}
              </ul>
              <ul class="rows">
                {all.map((orphan) => (
                  <Row key={`${orphan.kind} ${orphan.uid} ${orphan.label}`} orphan={orphan} />
                ))}
              </ul>
              <Fault fault={fault} />
              {next !== null && (
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

function Row({ orphan }: { orphan: Orphan }) {
  const { said, areas } = useOffice();
  const { to, rights } = useDesk();
  const reveal = useReveal();
  const { kind, label, area, households, target, uid } = orphan;
  const community = areas.above(area, "community")?.code;
  // Households are placed on the review list of the ledger, buildings on their own page.
  const fixes: Readonly<Record<typeof target, string>> = {
    ledger_row: elsewhere({ kind: "setup", path: `review/${uid}` }),
    building: elsewhere({ kind: "building", uid, door: null }),
    area: to(`give/patch_leader/${area ?? ""}`),
    person: to(`links/${community ?? "-"}/${uid}`),
  };
  const mine: Readonly<Record<typeof target, boolean>> = {
    ledger_row: rights.register,
    // What no area answers for is for whoever keeps the ground.
    building: rights.setUp,
    area: rights.organise,
    person: rights.organise,
  };
  return (
    <li>
      <button
        class="place-button"
        type="button"
        disabled={!area}
        onClick={() => area && reveal(area)}
      >
        <strong>{label}</strong>
        <span>
          {[
            said.orphans.kinds[kind],
            area && areas.of(area) ? areas.placed(area) : null,
            households > 0 ? said.orphans.households(count(households)) : null,
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </button>
      {mine[target] ? (
        <a
          class="row-lead"
          href={fixes[target]}
          aria-label={`${said.orphans.fixes[target]}${said.comma}${label}`}
        >
          {said.orphans.fixes[target]}
        </a>
      ) : (
        <span>{said.orphans.others[target]}</span>
      )}
    </li>
  );
}

function elsewhere(view: Parameters<typeof writeAddress>[0]["view"]): string {
  return writeAddress({ ...START, view });
}
