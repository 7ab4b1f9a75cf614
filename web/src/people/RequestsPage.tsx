import { useState } from "preact/hooks";
import { type Answer, answerRequest, type ResidentRequest, readRequests } from "../api/privacy.ts";
import { useDesk, useOnce, useReading } from "../setup/desk.ts";
import { Fault, Read } from "../setup/parts.tsx";
import { DoorField } from "./DoorField.tsx";
import { useDates, useOffice } from "./office.ts";
import { Empty, SectionPage } from "./parts.tsx";

/** What residents ask for, the oldest first; each is answered for the door it means. */
export function RequestsPage() {
  const { said } = useOffice();
  const { server } = useDesk();
  const { reading, again } = useReading((signal) => readRequests(server, signal), [server]);
  const [told, setTold] = useState("");
  return (
    <SectionPage section="requests" lead={said.requests.lead}>
      <p role="status" class="told">
        {told}
      </p>
      <Read reading={reading} again={again}>
        {(found) =>
          found.length === 0 ? (
            <Empty title={said.requests.none} hint={said.requests.noneHint} />
          ) : (
            <ul class="requests">
              {[...found]
                .sort((one, other) => one.asked_at.localeCompare(other.asked_at))
                .map((request) => (
                  <Asking
                    key={request.uid}
                    request={request}
                    answered={() => {
                      setTold(said.requests.answered);
                      again();
                    }}
                  />
                ))}
            </ul>
          )
        }
      </Read>
    </SectionPage>
  );
}

function Asking({ request, answered }: { request: ResidentRequest; answered: () => void }) {
  const { said, areas } = useOffice();
  const { server, lang, rights } = useDesk();
  const { at } = useDates(lang);
  const { uid, kind, asked_at, community, address, contact } = request;
  const [door, setDoor] = useState<string | null>(null);
  const [called, setCalled] = useState("");
  const [fault, setFault] = useState<unknown>(null);
  const once = useOnce();
  const give = (answer: Answer) =>
    once(() =>
      answerRequest(server, uid, answer, answer === "done" ? door : null).then(answered, setFault),
    );
  return (
    <li>
      <h2>{said.requests.kinds[kind]}</h2>
      <p>
        <strong>{address}</strong>
      </p>
      <p class="setup-note">
        {[
          areas.of(community) ? areas.placed(community) : community,
          said.requests.asked(at(asked_at)),
          contact ? said.requests.contact(contact) : said.requests.noContact,
        ].join(" · ")}
      </p>
      {rights.register && (
        <>
          <section>
            <h3>{said.requests.which}</h3>
            <DoorField
              set={(household, name) => {
                setDoor(household);
                setCalled(name);
              }}
            />
          </section>
          <p class="setup-note">{door ? called : said.requests.noDoor}</p>
          <Fault fault={fault} />
          <div class="ways">
            <button
              class="button primary"
              type="button"
              disabled={!door}
              onClick={() => give("done")}
            >
              {said.requests.doIt[kind]}
            </button>
            <button class="button" type="button" onClick={() => give("refused")}>
              {said.requests.refuse}
            </button>
          </div>
        </>
      )}
    </li>
  );
}
