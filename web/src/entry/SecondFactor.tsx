import { useEffect, useState } from "preact/hooks";
import { dropFactor, type Offer, offerFactor, takeFactor } from "../api/entry.ts";
import { Field, Problem } from "./Field.tsx";
import { useHall } from "./hall.ts";
import { submitted, useDeed } from "./useDeed.ts";

/** Adds a second factor: scan, type what the app shows, write the codes for lost phones down. */
export function SecondFactor({ done }: { done: () => void }) {
  const { server, said } = useHall();
  const deed = useDeed();
  const [offer, setOffer] = useState<Offer | null>(null);
  const [code, setCode] = useState("");
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const ask = () => deed.run(async () => setOffer(await offerFactor(server)));
  useEffect(ask, []);
  if (codes) {
    return (
      <section class="entry-form">
        <h1>{said.factor.codesTitle}</h1>
        <p>{said.factor.codesHint}</p>
        <ul class="entry-codes">
          {codes.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
        <button class="button primary tall" type="button" onClick={() => done()}>
          {said.factor.written}
        </button>
      </section>
    );
  }
  const take = () =>
    deed.run(async () => {
      if (offer) setCodes(await takeFactor(server, offer.setup, code));
    });
  return (
    <form class="entry-form" onSubmit={submitted(take)}>
      <h1>{said.factor.title}</h1>
      <p>{said.factor.hint}</p>
      {offer ? (
        <>
          <p>{said.factor.scan}</p>
          <img class="entry-qr" alt={said.factor.scan} src={pictureOf(offer.qr)} />
          <p class="entry-note">
            {said.factor.byHand} <code>{offer.secret}</code>
          </p>
          <Field
            label={said.factor.code}
            value={code}
            set={setCode}
            input={{ inputMode: "numeric", autocomplete: "one-time-code", required: true }}
          />
        </>
      ) : (
        <p aria-busy={deed.busy}>{said.loading}</p>
      )}
      <Problem text={deed.problem} />
      {offer && (
        <button class="button primary tall" type="submit" disabled={deed.busy}>
          {said.factor.take}
        </button>
      )}
      {deed.problem && (
        <button class="quiet" type="button" onClick={ask}>
          {said.factor.offer}
        </button>
      )}
    </form>
  );
}

/** Takes a second factor away, by a code of it: another phone begins with this. */
export function FactorThere({ done }: { done: () => void }) {
  const { server, said } = useHall();
  const deed = useDeed();
  const [code, setCode] = useState("");
  const drop = () =>
    deed.run(async () => {
      await dropFactor(server, code);
      done();
    });
  return (
    <form class="entry-form" onSubmit={submitted(drop)}>
      <p>{said.factor.there}</p>
      <Field
        label={said.factor.code}
        hint={said.factor.orWritten}
        value={code}
        set={setCode}
        input={{ autocomplete: "one-time-code", required: true }}
      />
      <Problem text={deed.problem} />
      <button class="button" type="submit" disabled={deed.busy}>
        {said.factor.drop}
      </button>
    </form>
  );
}

/** A drawing as a picture's address, so that nothing in it can act. */
function pictureOf(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
