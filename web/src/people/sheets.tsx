import { useEffect } from "preact/hooks";
import type { Badge, Held, Invitation } from "../api/people.ts";
import { useDesk } from "../setup/desk.ts";
import { useDates, useOffice } from "./office.ts";
import { Offices } from "./ServePage.tsx";

/** Prints the cards of the page alone, several to a sheet. */
export function usePrinting(): () => void {
  useEffect(() => {
    document.documentElement.classList.add("prints-cards");
    return () => document.documentElement.classList.remove("prints-cards");
  }, []);
  return () => window.print();
}

/** A picture that the server drew, for the page: its policy lets pictures come as data. */
function Code({ svg, said }: { svg: string; said: string }) {
  return <img class="qr" src={`data:image/svg+xml,${encodeURIComponent(svg)}`} alt={said} />;
}

/** A link to sign in by, as it is shown on a screen or handed over on paper. */
export function InvitationCard(props: {
  name: string;
  offices: readonly Held[];
  invitation: Invitation;
}) {
  const { said } = useOffice();
  const { lang } = useDesk();
  const { at } = useDates(lang);
  const { name, offices, invitation } = props;
  return (
    <article class="card">
      <Code svg={invitation.qr} said={said.invite} />
      <div>
        <strong>{name}</strong>
        <p>
          <Offices offices={offices} />
        </p>
        <p>{said.howToJoin}</p>
        <p class="setup-note">{said.invitedUntil(at(invitation.ends_at))}</p>
      </div>
    </article>
  );
}

/** What is worn at the door. */
export function BadgeCard(props: { name: string; offices: readonly Held[]; badge: Badge }) {
  const { said } = useOffice();
  const { lang } = useDesk();
  const { on } = useDates(lang);
  const { name, offices, badge } = props;
  return (
    <article class="card badge-card">
      <Code svg={badge.qr} said={said.badgeSays} />
      <div>
        <strong>{name}</strong>
        <p>
          <Offices offices={offices} />
        </p>
        <p>{said.badgeSays}</p>
        <p class="setup-note">
          {badge.code} · {said.badgeUntil(on(badge.ends_on))}
        </p>
      </div>
    </article>
  );
}
