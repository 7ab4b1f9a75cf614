import { useEffect, useState } from "preact/hooks";
import { type Door, type Role, readDoor } from "../api/door.ts";
import { join, readWelcome, type Welcome } from "../api/entry.ts";
import { Refusal } from "../api/server.ts";
import { moment } from "../domain/write.ts";
import { Field, Problem } from "./Field.tsx";
import { useHall } from "./hall.ts";
import { comeIn } from "./leave.ts";
import { Outside } from "./Outside.tsx";
import { officesSaid } from "./officesSaid.ts";
import { submitted, useDeed } from "./useDeed.ts";

/** Those at a desk, whom the office's own provider may know. */
const AT_A_DESK: readonly Role[] = ["cadre", "planner", "department", "admin"];

/** A link to join: opening it tells for whom it is, and only the button spends it. */
export function Join({ secret }: { secret: string }) {
  const { server, said, lang } = useHall();
  const [welcome, setWelcome] = useState<Welcome | null>(null);
  const [door, setDoor] = useState<Door | null>(null);
  const [code, setCode] = useState("");
  const [coded, askCode] = useState(false);
  const reading = useDeed();
  const entering = useDeed();
  const read = () => reading.run(async () => setWelcome(await readWelcome(server, secret)));
  useEffect(read, [secret]);
  useEffect(() => {
    // Without it the link is as good.
    readDoor(server).then(setDoor, () => {});
  }, [server]);
  if (!welcome) {
    if (!reading.problem) return <p aria-busy="true">{said.loading}</p>;
    if (reading.code === null) return <Unreachable again={read} />;
    return (
      <section class="entry-form large">
        <h1>{said.join.gone}</h1>
        <p>{said.join.goneHint}</p>
      </section>
    );
  }
  const enter = () =>
    entering.run(async () => {
      try {
        await join(server, secret, code);
      } catch (fault) {
        if (!(fault instanceof Refusal && fault.code === "code-needed")) throw fault;
        askCode(true);
        return;
      }
      comeIn("#/");
    });
  return (
    <form class="entry-form large" onSubmit={submitted(enter)}>
      <p class="entry-note">{welcome.workspace}</p>
      <h1>{said.join.title(welcome.name)}</h1>
      {welcome.offices.length > 0 && <p>{said.join.as(officesSaid(welcome.offices, said))}</p>}
      {coded && (
        <Field
          label={said.signIn.code}
          hint={said.signIn.codeHint}
          value={code}
          set={setCode}
          input={{ autocomplete: "one-time-code", required: true }}
        />
      )}
      <Problem text={entering.problem} />
      <button class="button primary huge" type="submit" disabled={entering.busy}>
        {said.join.enter}
      </button>
      {door?.oidc && welcome.offices.some(({ role }) => AT_A_DESK.includes(role)) && (
        <Outside invitation={secret} />
      )}
      <p class="entry-note">
        {said.join.until(moment(Date.parse(welcome.ends_at), lang, welcome.tz))}
      </p>
      {navigator.userAgent.includes("MicroMessenger") && (
        <p class="entry-aside">{said.join.wechat}</p>
      )}
    </form>
  );
}

/** The server could not be asked: nothing is known yet, for or against. */
export function Unreachable({ again }: { again: () => void }) {
  const { said } = useHall();
  return (
    <section class="entry-form" role="alert">
      <p>{said.unreachable}</p>
      <button class="button" type="button" onClick={again}>
        {said.again}
      </button>
    </section>
  );
}
