import { useEffect, useState } from "preact/hooks";
import { type Genuine, readBadge } from "../api/entry.ts";
import { ASKINGS, requestAddress } from "../domain/entrance.ts";
import { day } from "../domain/write.ts";
import { Field } from "./Field.tsx";
import { useHall } from "./hall.ts";
import { Unreachable } from "./Join.tsx";
import { submitted, useDeed } from "./useDeed.ts";

/** Whether the visitor at the door is genuine today; and what whoever lives there may ask for. */
export function Badge({ code }: { code: string }) {
  const { server, said, lang } = useHall();
  const [genuine, setGenuine] = useState<Genuine | null>(null);
  const reading = useDeed();
  const read = () => reading.run(async () => setGenuine(await readBadge(server, code)));
  useEffect(read, [code]);
  if (!genuine && !reading.problem) return <p aria-busy="true">{said.loading}</p>;
  if (!genuine && reading.code === null) return <Unreachable again={read} />;
  if (!genuine) {
    return (
      <section class="entry-form large">
        <Sign genuine={false} />
        <h1>{said.badge.no}</h1>
        <p>{said.badge.noHint}</p>
      </section>
    );
  }
  const offices = said.listed(genuine.offices.map((office) => said.offices[office]));
  return (
    <>
      <section class="entry-form large">
        <Sign genuine />
        <h1>{said.badge.yes}</h1>
        <p class="entry-fact">{said.badge.serves(genuine.community ?? "", offices)}</p>
        <p>{said.badge.today(day(genuine.on, lang))}</p>
      </section>
      <section class="entry-form large" aria-label={said.badge.rights}>
        <h2>{said.badge.rights}</h2>
        <p>{said.badge.rightsHint}</p>
        {ASKINGS.map((asking) => (
          <a key={asking} class="button tall" href={requestAddress(asking, { badge: code })}>
            {said.request.button[asking]}
          </a>
        ))}
      </section>
    </>
  );
}

/** Where a contact card leads: whoever lives there types in the code of the badge they are shown. */
export function BadgeCheck() {
  const { said } = useHall();
  const [code, setCode] = useState("");
  const check = () => {
    location.hash = `#/badge/${encodeURIComponent(code.replace(/[\s-]/g, "").toUpperCase())}`;
  };
  return (
    <form class="entry-form large" onSubmit={submitted(check)}>
      <h1>{said.badge.ask}</h1>
      <p>{said.badge.askHint}</p>
      <Field
        label={said.badge.code}
        value={code}
        set={setCode}
        input={{
          required: true,
          maxLength: 40,
          pattern: ".*\\S.*",
          autocapitalize: "characters",
          autocomplete: "off",
          spellcheck: false,
        }}
      />
      <button class="button primary tall" type="submit">
        {said.badge.check}
      </button>
    </form>
  );
}

/** A tick or a bar, as large as a hand: the sentence below it says the same. */
function Sign({ genuine }: { genuine: boolean }) {
  return (
    <svg
      class={genuine ? "entry-sign yes" : "entry-sign no"}
      viewBox="0 0 48 48"
      aria-hidden="true"
    >
      <circle cx="24" cy="24" r="22" />
      {genuine ? <path d="m14 25 7 7 14-15" /> : <path d="M14 24h20" />}
    </svg>
  );
}
