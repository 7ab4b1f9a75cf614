import { useEffect, useState } from "preact/hooks";
import { addToken, type MadeToken, readTokens, revokeToken, type Token } from "../api/entry.ts";
import { day } from "../domain/write.ts";
import { Field, Problem } from "./Field.tsx";
import { useHall } from "./hall.ts";
import { submitted, useDeed } from "./useDeed.ts";

/** Tokens by which programs act for somebody, each for what it was made for and no more. */
export function Tokens({ may }: { may: readonly string[] }) {
  const { server, said, lang } = useHall();
  const deed = useDeed();
  const [tokens, set] = useState<readonly Token[] | null>(null);
  const [made, show] = useState<MadeToken | null>(null);
  const read = async () => set(await readTokens(server));
  useEffect(() => deed.run(read), []);
  const revoke = (uid: string) =>
    deed.run(async () => {
      await revokeToken(server, uid);
      await read();
    });
  return (
    <>
      <p class="entry-note">{said.account.tokensHint}</p>
      {made && (
        <p class="entry-aside" role="status">
          {said.account.tokenMade} <code>{made.secret}</code>
        </p>
      )}
      {tokens?.length === 0 && <p>{said.account.noTokens}</p>}
      <ul class="account-list">
        {tokens?.map(({ uid, name, ends_at, revoked }) => (
          <li key={uid}>
            <strong>{name}</strong>
            <span>{revoked ? said.account.revoked : said.account.until(day(ends_at, lang))}</span>
            {!revoked && (
              <button class="quiet" type="button" onClick={() => revoke(uid)}>
                {said.account.revoke}
              </button>
            )}
          </li>
        ))}
      </ul>
      <Problem text={deed.problem} />
      <NewToken
        may={may}
        make={(name, scopes) =>
          deed.run(async () => {
            show(await addToken(server, { name, scopes: [...scopes], days: 90 }));
            await read();
          })
        }
      />
    </>
  );
}

function NewToken(props: {
  may: readonly string[];
  make: (name: string, scopes: readonly string[]) => void;
}) {
  const { said } = useHall();
  const [name, setName] = useState("");
  const [scopes, choose] = useState<readonly string[]>([]);
  const toggle = (scope: string, on: boolean) =>
    choose(on ? [...scopes, scope] : scopes.filter((one) => one !== scope));
  const scopeSaid = (scope: string) => {
    const [act, data = ""] = scope.split(" ");
    return `${act === "see" ? said.account.acts.see : said.account.acts.change} · ${said.account.data(data)}`;
  };
  return (
    <form class="entry-form bare" onSubmit={submitted(() => props.make(name, scopes))}>
      <Field
        label={said.account.tokenName}
        value={name}
        set={setName}
        input={{ required: true, maxLength: 80 }}
      />
      <fieldset class="entry-scopes">
        <legend>{said.account.tokenScopes}</legend>
        {props.may.map((scope) => (
          <label key={scope} class="tick">
            <input
              type="checkbox"
              checked={scopes.includes(scope)}
              onChange={({ currentTarget }) => toggle(scope, currentTarget.checked)}
            />
            {scopeSaid(scope)}
          </label>
        ))}
      </fieldset>
      <button class="button" type="submit" disabled={scopes.length === 0}>
        {said.account.makeToken}
      </button>
    </form>
  );
}
