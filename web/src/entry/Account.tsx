import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type Me, signOut } from "../api/door.ts";
import { type Look, readMyLooks, readSessions, type Session } from "../api/entry.ts";
import { moment, type Zone } from "../domain/write.ts";
import { Problem } from "./Field.tsx";
import { FirstAdmin } from "./FirstAdmin.tsx";
import { useHall } from "./hall.ts";
import { comeIn } from "./leave.ts";
import { NewPassword } from "./Needs.tsx";
import { FactorThere, SecondFactor } from "./SecondFactor.tsx";
import { Tokens } from "./Tokens.tsx";
import { useDeed } from "./useDeed.ts";
import "./entry.css";

interface Props {
  readonly me: Me | null;
  readonly zone: Zone;
  /** Leaves nothing on this device, before its session ends. */
  readonly leave: () => Promise<void>;
}

/** Who works at a desk may let programs act for them. */
const AT_A_DESK: ReadonlySet<string> = new Set(["cadre", "planner", "department", "admin"]);

/** What belongs to one's account; while nobody has one, the first is made here. */
export function Account({ me, zone, leave }: Props) {
  const { said } = useHall();
  if (!me?.uid) {
    return (
      <>
        <p>{said.account.nobodyHint}</p>
        <FirstAdmin />
      </>
    );
  }
  return (
    <div class="account-parts">
      <Part title={said.account.devices}>
        <Devices zone={zone} leave={leave} />
      </Part>
      <Part title={said.account.looks}>
        <Looks zone={zone} />
      </Part>
      <Part title={said.account.password}>
        <Changed />
      </Part>
      <Part title={said.account.factor}>
        {me.second_factor ? (
          <FactorThere done={() => comeIn()} />
        ) : (
          <SecondFactor done={() => comeIn()} />
        )}
      </Part>
      {me.offices.some(({ role }) => AT_A_DESK.has(role)) && (
        <Part title={said.account.tokens}>
          <Tokens may={me.may} />
        </Part>
      )}
    </div>
  );

  function Changed() {
    const [kept, keep] = useState(false);
    if (kept || !me) return <p role="status">{said.password.kept}</p>;
    return <NewPassword me={me} done={() => keep(true)} />;
  }
}

/** A part that is read when it is opened. */
function Part({ title, children }: { title: string; children: ComponentChildren }) {
  const [open, set] = useState(false);
  return (
    <details class="account-part" onToggle={({ currentTarget }) => set(currentTarget.open)}>
      <summary>{title}</summary>
      {open && <div class="account-inside">{children}</div>}
    </details>
  );
}

function Devices({ zone, leave }: Pick<Props, "zone" | "leave">) {
  const { server, said, lang } = useHall();
  const deed = useDeed();
  const [sessions, set] = useState<readonly Session[] | null>(null);
  const read = () => deed.run(async () => set(await readSessions(server)));
  useEffect(read, []);
  const everywhere = () =>
    deed.run(async () => {
      await leave();
      await signOut(server, true);
      comeIn();
    });
  return (
    <>
      <Problem text={deed.problem} />
      <ul class="account-list">
        {sessions?.map(({ uid, device, seen_at, here }) => (
          <li key={uid}>
            <strong>{device ?? said.account.unknownDevice}</strong>
            <span>
              {here
                ? said.account.here
                : said.account.seen(moment(Date.parse(seen_at), lang, zone))}
            </span>
          </li>
        ))}
      </ul>
      <button class="button" type="button" onClick={everywhere}>
        {said.account.everywhere}
      </button>
    </>
  );
}

function Looks({ zone }: { zone: Zone }) {
  const { server, said, lang } = useHall();
  const deed = useDeed();
  const [looks, set] = useState<readonly Look[] | null>(null);
  const read = () => deed.run(async () => set(await readMyLooks(server)));
  useEffect(read, []);
  return (
    <>
      <p class="entry-note">{said.account.looksHint}</p>
      <Problem text={deed.problem} />
      {looks?.length === 0 && <p>{said.account.noLooks}</p>}
      <ul class="account-list">
        {looks?.map(({ id, act, at, area_name }) => (
          <li key={id}>
            <strong>{said.account.lookActs[act]}</strong>
            <span>
              {area_name} {moment(Date.parse(at), lang, zone)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
