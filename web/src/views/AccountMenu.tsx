import { useState } from "preact/hooks";
import { readLeaving, signOut } from "../api/door.ts";
import { count } from "../domain/write.ts";
import { officeSaid } from "../entry/officesSaid.ts";
import { useAround } from "./context.ts";
import { Link } from "./Link.tsx";
import { useEntrySaid, useRead } from "./start/useStart.ts";
import "./account.css";

/** Who one is here, the offices one may act in, large type, and the way out. */
export function AccountMenu() {
  const { app } = useAround();
  const said = useEntrySaid();
  const { me, seat } = app;
  const signedIn = Boolean(me?.uid);
  const large = app.screen.large.value;
  const now = seat.now.value;
  return (
    <div class="account">
      <p class="account-who">
        <strong>{signedIn ? (me?.name ?? me?.login) : said.account.nobody}</strong>
        {signedIn && me?.name && <span class="faint">{me.login}</span>}
        {signedIn && seat.offices.length === 1 && now && <span>{officeSaid(now, said)}</span>}
      </p>
      {seat.offices.length > 1 && (
        <fieldset class="account-offices">
          <legend class="small-title">{said.account.offices}</legend>
          {seat.offices.map((office) => (
            <button
              key={`${office.office} ${office.area} ${office.department}`}
              class="choice"
              type="button"
              aria-pressed={office === now}
              onClick={() => {
                seat.take(office);
                app.address.open({ kind: "overview" });
              }}
            >
              {officeSaid(office, said)}
            </button>
          ))}
        </fieldset>
      )}
      <label class="tick">
        <input
          type="checkbox"
          checked={large}
          onChange={({ currentTarget }) => app.screen.enlarge(currentTarget.checked)}
        />
        {said.account.large}
      </label>
      {app.view.value.kind !== "account" && (
        <Link class="lead" view={{ kind: "account", path: "" }}>
          {said.account.title}
        </Link>
      )}
      {signedIn && <SignOut />}
    </div>
  );
}

/** Signs out; what was written down here and is not sent yet stays for its owner. */
export function SignOut() {
  const { app } = useAround();
  const said = useEntrySaid();
  const [fault, setFault] = useState(false);
  const waiting = app.records.waiting.value.length;
  // A desk that others use too stays signed in at the office's provider, unless that is left as well.
  const outside = useRead((signal) => readLeaving(app.server, signal));
  const leave = (onward: string | null) =>
    app.records
      .leave()
      .then(() => signOut(app.server, false))
      .then(
        () => (onward ? location.assign(onward) : location.reload()),
        () => setFault(true),
      );
  return (
    <>
      {waiting > 0 && <p class="note">{said.account.waiting(count(waiting))}</p>}
      {fault && (
        <p class="warning" role="alert">
          {said.unreachable}
        </p>
      )}
      <button class="button" type="button" onClick={() => void leave(null)}>
        {said.account.signOut}
      </button>
      {outside && (
        <button class="button" type="button" onClick={() => void leave(outside)}>
          {said.account.signOutOutside}
        </button>
      )}
    </>
  );
}
