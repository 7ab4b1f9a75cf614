import { useState } from "preact/hooks";
import { askRequest } from "../api/entry.ts";
import { ASKINGS, type AskingKind, requestAddress, type Whence } from "../domain/entrance.ts";
import { Field, Problem } from "./Field.tsx";
import { useHall } from "./hall.ts";
import { submitted, useDeed } from "./useDeed.ts";

/** What a resident may ask for, without saying who they are. */
export function Request({ asking, whence }: { asking: AskingKind | null; whence: Whence }) {
  const { said } = useHall();
  if (asking) return <Form key={asking} asking={asking} whence={whence} />;
  return (
    <section class="entry-form large">
      <h1>{said.request.which}</h1>
      {ASKINGS.map((one) => (
        <a key={one} class="button tall" href={requestAddress(one, whence)}>
          {said.request.button[one]}
        </a>
      ))}
    </section>
  );
}

function Form({ asking, whence }: { asking: AskingKind; whence: Whence }) {
  const { server, said } = useHall();
  const deed = useDeed();
  const [address, setAddress] = useState("");
  const [contact, setContact] = useState("");
  const badge = "badge" in whence ? whence.badge : null;
  const given = "community" in whence ? whence.community : null;
  const [community, setCommunity] = useState(given ?? "");
  const [number, setNumber] = useState<string | null>(null);
  if (number) {
    return (
      <section class="entry-form large" role="status">
        <h1>{said.request.sent}</h1>
        <p>{said.request.sentHint}</p>
        <p class="entry-note">{said.request.number(number)}</p>
      </section>
    );
  }
  const send = () =>
    deed.run(async () => {
      const uid = await askRequest(server, {
        kind: asking,
        address,
        ...(contact && { contact }),
        ...(badge ? { badge } : { community }),
      });
      setNumber(uid);
    });
  return (
    <form class="entry-form large" onSubmit={submitted(send)}>
      {badge && (
        <a class="quiet" href={`#/badge/${encodeURIComponent(badge)}`}>
          {said.back}
        </a>
      )}
      <h1>{said.request.title[asking]}</h1>
      <p>{said.request.hint[asking]}</p>
      <Field
        label={said.request.address}
        hint={said.request.addressHint}
        value={address}
        set={setAddress}
        input={{ autocomplete: "street-address", required: true, maxLength: 400 }}
      />
      <Field
        label={said.request.contact}
        hint={said.request.contactHint[asking]}
        value={contact}
        set={setContact}
        input={{ autocomplete: "tel", maxLength: 400, required: asking === "see" }}
      />
      {!badge && !given && (
        <Field
          label={said.request.community}
          hint={said.request.communityHint}
          value={community}
          set={setCommunity}
          input={{ inputMode: "numeric", required: true, maxLength: 64 }}
        />
      )}
      <Problem text={deed.problem} />
      <button class="button primary tall" type="submit" disabled={deed.busy}>
        {said.request.send}
      </button>
      {given && (
        <a class="quiet" href={requestAddress(null, whence)}>
          {said.request.others}
        </a>
      )}
    </form>
  );
}
