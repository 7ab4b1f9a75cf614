import { useState } from "preact/hooks";
import { type Me, signOut } from "../api/door.ts";
import { changePassword } from "../api/entry.ts";
import { Field, Problem } from "./Field.tsx";
import { useHall } from "./hall.ts";
import { comeIn } from "./leave.ts";
import { SecondFactor } from "./SecondFactor.tsx";
import { submitted, useDeed } from "./useDeed.ts";

/** What somebody has to set before they go on. */
export function Needs({ me }: { me: Me }) {
  const { server, said } = useHall();
  const deed = useDeed();
  return (
    <>
      {me.needs === "password" ? (
        <NewPassword me={me} done={() => comeIn()} />
      ) : (
        <SecondFactor done={() => comeIn()} />
      )}
      <button
        class="quiet"
        type="button"
        onClick={() =>
          deed.run(async () => {
            await signOut(server, false);
            comeIn();
          })
        }
      >
        {said.account.signOut}
      </button>
    </>
  );
}

/** Sets a password, and a login where there is none yet. */
export function NewPassword({ me, done }: { me: Me; done: () => void }) {
  const { server, said } = useHall();
  const deed = useDeed();
  const [login, setLogin] = useState("");
  const [former, setFormer] = useState("");
  const [password, setPassword] = useState("");
  const first = me.needs === "password";
  const set = () =>
    deed.run(async () => {
      await changePassword(server, {
        password,
        ...(!first && { former }),
        ...(me.login === null && { login }),
      });
      done();
    });
  return (
    <form class="entry-form" onSubmit={submitted(set)}>
      <h1>{first ? said.password.title : said.account.password}</h1>
      {first && <p>{said.password.hint}</p>}
      {me.login === null && (
        <Field
          label={said.signIn.login}
          value={login}
          set={setLogin}
          input={{ autocomplete: "username", autocapitalize: "none", required: true }}
        />
      )}
      {!first && (
        <Field
          label={said.password.former}
          value={former}
          set={setFormer}
          input={{ type: "password", autocomplete: "current-password", required: true }}
        />
      )}
      <Field
        label={said.password.fresh}
        hint={said.password.rule}
        value={password}
        set={setPassword}
        input={{ type: "password", autocomplete: "new-password", required: true }}
      />
      <Problem text={deed.problem} />
      <button class="button primary tall" type="submit" disabled={deed.busy}>
        {said.password.set}
      </button>
    </form>
  );
}
