import { useState } from "preact/hooks";
import type { DemoSignIn, Door } from "../api/door.ts";
import { type Credentials, signIn } from "../api/entry.ts";
import { Field, Problem } from "./Field.tsx";
import { useHall } from "./hall.ts";
import { comeIn } from "./leave.ts";
import { Outside } from "./Outside.tsx";
import { submitted, useDeed } from "./useDeed.ts";

/** Login and password, and a code where a second factor is set; then on to where one was going. */
export function SignIn({ door, ended }: { door: Door | null; ended: boolean }) {
  const { server, said } = useHall();
  const deed = useDeed();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [coded, askCode] = useState(false);
  const enter = (given: Credentials) =>
    deed.run(async () => {
      await signIn(server, given);
      comeIn();
    });
  // The password was right: what is asked next is no complaint.
  const wanting = deed.code === "code-needed";
  if (wanting && !coded) askCode(true);
  return (
    <>
      <form
        class="entry-form"
        onSubmit={submitted(() => enter({ login, password, ...(coded && { code }) }))}
      >
        <h1>{said.signIn.title}</h1>
        {ended && <p role="status">{said.signIn.ended}</p>}
        <Field
          label={said.signIn.login}
          value={login}
          set={setLogin}
          input={{ autocomplete: "username", autocapitalize: "none", required: true }}
        />
        <Field
          label={said.signIn.password}
          value={password}
          set={setPassword}
          input={{ type: "password", autocomplete: "current-password", required: true }}
        />
        {coded && (
          <Field
            label={said.signIn.code}
            hint={said.signIn.codeHint}
            value={code}
            set={setCode}
            input={{ autocomplete: "one-time-code", required: true, autofocus: true }}
          />
        )}
        <Problem text={wanting ? null : deed.problem} />
        <button class="button primary tall" type="submit" disabled={deed.busy}>
          {said.signIn.enter}
        </button>
        {door?.oidc && <Outside />}
        <p class="entry-note">{said.signIn.byLink}</p>
      </form>
      {door && door.demo.length > 0 && <Demo offers={door.demo} enter={enter} />}
    </>
  );
}

function Demo(props: { offers: readonly DemoSignIn[]; enter: (given: Credentials) => void }) {
  const { said } = useHall();
  return (
    <section class="entry-form" aria-label={said.signIn.demo}>
      <h2>{said.signIn.demo}</h2>
      <div class="entry-offers">
        {props.offers.map(({ role, login, password }) => (
          <button
            key={role}
            class="button"
            type="button"
            onClick={() => props.enter({ login, password })}
          >
            {said.roles[role]}
          </button>
        ))}
      </div>
      <p class="entry-note">{said.signIn.demoHint}</p>
    </section>
  );
}
