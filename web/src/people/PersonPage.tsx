import { useState } from "preact/hooks";
import {
  type Badge,
  changePerson,
  endOffice,
  giveBadge,
  giveOffice,
  type Held,
  type Invitation,
  invite,
  type Person,
  readOfficesOf,
  readPerson,
  type Seat,
  signOutOf,
} from "../api/people.ts";
import { dayAfter } from "../domain/period.ts";
import { dayBefore } from "../domain/write.ts";
import { spoken, useDesk, useOnce, useReading } from "../setup/desk.ts";
import { TextField } from "../setup/fields.tsx";
import { type Done, Fault, Page, Read, UndoBar } from "../setup/parts.tsx";
import { Contacts } from "./Contacts.tsx";
import { OutsideAccount } from "./OutsideAccount.tsx";
import { useDates, useOffice } from "./office.ts";
import { DayField } from "./parts.tsx";
import { Offices } from "./ServePage.tsx";
import { BadgeCard, InvitationCard, usePrinting } from "./sheets.tsx";

/** One person: how to reach them, their offices, how they come in. */
export function PersonPage({ uid }: { uid: string }) {
  const { said } = useOffice();
  const { server, to, rights } = useDesk();
  const { reading, again } = useReading(
    async (signal) => {
      const [person, all] = await Promise.all([
        readPerson(server, uid, signal),
        readOfficesOf(server, uid, signal),
      ]);
      return { person, all };
    },
    [server, uid],
  );
  const person = reading.value.value?.person;
  const [done, setDone] = useState<Done | null>(null);
  return (
    <Page
      title={person?.name ?? (person ? said.nameless : said.pages.serve)}
      back=""
      lead={person && <Offices offices={person.offices} />}
      actions={
        rights.organise &&
        person && (
          <a class="button primary" href={to(`give/-/-/${uid}`)}>
            {said.another}
          </a>
        )
      }
    >
      <Read reading={reading} again={again}>
        {({ person: one, all }) => (
          <>
            <Facts person={one} again={again} />
            <OfficesOf person={one} all={all} again={again} tell={setDone} />
            {one.offices.some(({ office }) => office === "member_household") && (
              <Contacts uid={uid} />
            )}
            {rights.organise && <Keys person={one} />}
            {rights.accounts && <OutsideAccount uid={uid} />}
          </>
        )}
      </Read>
      {done && <UndoBar done={done} end={() => setDone(null)} />}
    </Page>
  );
}

function Facts({ person, again }: { person: Person; again: () => void }) {
  const { said } = useOffice();
  const { server, rights } = useDesk();
  const [editing, setEditing] = useState(false);
  const [name, setName] = useState(person.name ?? "");
  const [phone, setPhone] = useState(person.phone ?? "");
  const [fault, setFault] = useState<unknown>(null);
  const once = useOnce();
  const save = () =>
    changePerson(server, person.uid, {
      name: name.trim() || null,
      phone: phone.trim() || null,
    }).then(() => {
      setEditing(false);
      again();
    }, setFault);
  if (editing) {
    return (
      <form
        onSubmit={(event) => {
          event.preventDefault();
          once(save);
        }}
      >
        <TextField label={said.name} value={name} set={setName} maxLength={50} />
        <TextField label={said.phone} value={phone} set={setPhone} inputMode="numeric" />
        <Fault fault={fault} />
        <div class="ways">
          <button class="button primary" type="submit">
            {said.save}
          </button>
          <button class="button" type="button" onClick={() => setEditing(false)}>
            {said.cancel}
          </button>
        </div>
      </form>
    );
  }
  return (
    <section class="facts">
      <p>
        {person.phone ? <a href={`tel:${person.phone}`}>{person.phone}</a> : said.noPhone}{" "}
        {person.phone && <small>{said.phoneHint}</small>}
      </p>
      {rights.organise && (
        <button class="quiet" type="button" onClick={() => setEditing(true)}>
          {said.edit}
        </button>
      )}
    </section>
  );
}

/** An office as a request names it. */
function seatOf({ office, area, party_unit, department }: Held): Seat {
  return {
    office,
    area,
    party_unit: party_unit?.uid ?? null,
    department: department?.uid ?? null,
  };
}

function OfficesOf(props: {
  person: Person;
  all: readonly Held[];
  again: () => void;
  tell: (done: Done) => void;
}) {
  const { said } = useOffice();
  const { person, all, again, tell } = props;
  const nowKeys = new Set(person.offices.map(keyOf));
  const others = all.filter((held) => !nowKeys.has(keyOf(held)));
  return (
    <>
      <section>
        <h2>{said.heldNow}</h2>
        {person.offices.length === 0 && <p class="setup-note">{said.noOffice}</p>}
        <ul class="rows">
          {person.offices.map((held) => (
            <HeldNow key={keyOf(held)} person={person} held={held} again={again} tell={tell} />
          ))}
        </ul>
      </section>
      {others.length > 0 && (
        <section>
          <h2>{said.former}</h2>
          <ul class="rows">
            {others.map((held) => (
              <li key={keyOf(held)}>
                <OfficeLine held={held} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function keyOf({ office, area, department, party_unit, since }: Held): string {
  return [office, area, department?.uid, party_unit?.uid, since].join(" ");
}

function OfficeLine({ held }: { held: Held }) {
  const { said, areas } = useOffice();
  const { lang } = useDesk();
  const { on, from } = useDates(lang);
  const place = held.area && areas.of(held.area) ? areas.placed(held.area) : held.area_name;
  const where = [held.department?.name, place, held.party_unit?.name];
  const when = held.until
    ? `${from(held.since)} ${said.until(on(dayBefore(held.until)))}`
    : from(held.since);
  return (
    <div>
      <strong>{said.offices[held.office]}</strong>
      <span>{[...where, when].filter(Boolean).join(" · ")}</span>
    </div>
  );
}

function HeldNow(props: {
  person: Person;
  held: Held;
  again: () => void;
  tell: (done: Done) => void;
}) {
  const { said, today } = useOffice();
  const { server, to, rights } = useDesk();
  const { person, held, again, tell } = props;
  const [ending, setEnding] = useState(false);
  const [last, setLast] = useState(today);
  const [fault, setFault] = useState<unknown>(null);
  const once = useOnce();
  const seat = seatOf(held);
  const end = async () => {
    const on = dayAfter(last);
    try {
      await endOffice(server, person.uid, { ...seat, on });
      setEnding(false);
      tell({
        said: said.ended(said.offices[held.office]),
        // Given again from that very day: nothing lies between.
        undo: () =>
          void giveOffice(server, person.uid, { ...seat, since: on }).then(again, setFault),
      });
      again();
    } catch (problem) {
      setFault(problem);
    }
  };
  return (
    <li class="held">
      <OfficeLine held={held} />
      {rights.organise && !ending && (
        <span class="row-ways">
          {held.area && (
            <a class="quiet" href={to(`handover/${held.office}/${held.area}/${person.uid}`)}>
              {said.handOver}
            </a>
          )}
          <button class="quiet" type="button" onClick={() => setEnding(true)}>
            {said.end}
          </button>
        </span>
      )}
      {ending && (
        <form
          class="row-form"
          onSubmit={(event) => {
            event.preventDefault();
            once(end);
          }}
        >
          <DayField label={said.endOn} value={last} set={setLast} />
          <button class="button" type="submit">
            {said.endIt(said.offices[held.office])}
          </button>
          <button class="quiet" type="button" onClick={() => setEnding(false)}>
            {said.cancel}
          </button>
        </form>
      )}
      <Fault fault={fault} />
    </li>
  );
}

/** How somebody comes in, and what shows at the door that they are genuine. */
function Keys({ person }: { person: Person }) {
  const { said } = useOffice();
  const { server, words } = useDesk();
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [badge, setBadge] = useState<Badge | null>(null);
  const [told, setTold] = useState("");
  const once = useOnce();
  const print = usePrinting();
  const fail = (problem: unknown) => setTold(spoken(problem, words));
  const offices = person.offices;
  const name = person.name ?? said.nameless;
  const copy = (link: string) =>
    navigator.clipboard?.writeText(link).then(() => setTold(said.copied), fail);
  return (
    <section class="person-keys">
      <h2>{said.phoneAndBadge}</h2>
      <p role="status" class="told">
        {told}
      </p>
      {invitation ? (
        <div class="sheet-cards">
          <InvitationCard name={name} offices={offices} invitation={invitation} />
        </div>
      ) : (
        <Way
          act={said.invite}
          hint={said.inviteHint}
          go={() => once(() => invite(server, person.uid).then(setInvitation, fail))}
        />
      )}
      {invitation && (
        <div class="ways">
          <button class="button" type="button" onClick={print}>
            {said.print}
          </button>
          <button class="button" type="button" onClick={() => void copy(invitation.link)}>
            {said.copy}
          </button>
        </div>
      )}
      {badge ? (
        <div class="sheet-cards">
          <BadgeCard name={name} offices={offices} badge={badge} />
        </div>
      ) : (
        <Way
          act={said.badge}
          hint={said.badgeHint}
          go={() => once(() => giveBadge(server, person.uid).then(setBadge, fail))}
        />
      )}
      {badge && (
        <div class="ways">
          <button class="button" type="button" onClick={print}>
            {said.print}
          </button>
        </div>
      )}
      <Way
        act={said.lost}
        hint={said.lostHint}
        go={() =>
          once(() =>
            signOutOf(server, person.uid).then(() => {
              setInvitation(null);
              setTold(said.lostDone);
            }, fail),
          )
        }
      />
    </section>
  );
}

function Way({ act, hint, go }: { act: string; hint: string; go: () => void }) {
  return (
    <div class="key-way">
      <button class="button" type="button" onClick={go}>
        {act}
      </button>
      <p class="setup-note">{hint}</p>
    </div>
  );
}
