import { useEffect, useState } from "preact/hooks";
import { type Invitation, invite, type Person, readPerson } from "../api/people.ts";
import { count } from "../domain/write.ts";
import { useDesk } from "../setup/desk.ts";
import { Fault, Page } from "../setup/parts.tsx";
import { useOffice } from "./office.ts";
import { InvitationCard, usePrinting } from "./sheets.tsx";

interface Made {
  readonly person: Person;
  readonly invitation: Invitation;
}

/** Invitations for several people, made one after the other, to print several to a page. */
export function InvitationsPage({ uids }: { uids: readonly string[] }) {
  const { said } = useOffice();
  const { server } = useDesk();
  const [begun, setBegun] = useState(false);
  const [made, setMade] = useState<readonly Made[]>([]);
  const [fault, setFault] = useState<unknown>(null);
  const print = usePrinting();
  useEffect(() => {
    if (!begun) return;
    const ending = new AbortController();
    const make = async () => {
      for (const uid of uids) {
        if (ending.signal.aborted) return;
        const person = await readPerson(server, uid, ending.signal);
        const invitation = await invite(server, uid);
        if (!ending.signal.aborted) setMade((before) => [...before, { person, invitation }]);
      }
    };
    make().catch((problem) => {
      if (!ending.signal.aborted) setFault(problem);
    });
    return () => ending.abort();
  }, [begun, server]);
  const complete = made.length === uids.length;
  return (
    <Page
      title={said.invitations}
      back=""
      lead={said.inviteHint}
      actions={
        begun ? (
          <button class="button primary" type="button" disabled={!complete} onClick={print}>
            {complete ? said.print : said.making(count(made.length), count(uids.length))}
          </button>
        ) : (
          // Links made earlier end with this: loading the page anew must not do it.
          <button class="button primary" type="button" onClick={() => setBegun(true)}>
            {said.printInvitations(count(uids.length))}
          </button>
        )
      }
    >
      <Fault fault={fault} />
      <div class="sheet-cards">
        {made.map(({ person, invitation }) => (
          <InvitationCard
            key={person.uid}
            name={person.name ?? said.nameless}
            offices={person.offices}
            invitation={invitation}
          />
        ))}
      </div>
    </Page>
  );
}
