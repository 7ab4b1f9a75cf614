import { useState } from "preact/hooks";
import { makeFirstAdmin } from "../api/entry.ts";
import { Field, Problem } from "./Field.tsx";
import { useHall } from "./hall.ts";
import { comeIn } from "./leave.ts";
import { submitted, useDeed } from "./useDeed.ts";

/** The first account, whoever sets the workspace up: from then on everybody signs in. */
export function FirstAdmin() {
  const { server, said } = useHall();
  const deed = useDeed();
  const [name, setName] = useState("");
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const make = () =>
    deed.run(async () => {
      await makeFirstAdmin(server, { login, password, ...(name && { name }) });
      comeIn("#/");
    });
  return (
    <form class="entry-form" onSubmit={submitted(make)}>
      <h2>{said.firstAdmin.title}</h2>
      <p>{said.firstAdmin.hint}</p>
      <Field
        label={said.firstAdmin.name}
        value={name}
        set={setName}
        input={{ autocomplete: "name" }}
      />
      <Field
        label={said.signIn.login}
        value={login}
        set={setLogin}
        input={{ autocomplete: "username", autocapitalize: "none", required: true }}
      />
      <Field
        label={said.signIn.password}
        hint={said.password.rule}
        value={password}
        set={setPassword}
        input={{ type: "password", autocomplete: "new-password", required: true }}
      />
      <Problem text={deed.problem} />
      <button class="button primary" type="submit" disabled={deed.busy}>
        {said.firstAdmin.make}
      </button>
    </form>
  );
}
