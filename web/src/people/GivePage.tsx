import { useEffect, useState } from "preact/hooks";
import { readDepartments, readParty, type Unit } from "../api/organisation.ts";
import {
  addPerson,
  giveOffice,
  handOver,
  type Listed,
  OFFICES,
  type Office,
  readPerson,
} from "../api/people.ts";
import { useDesk, useOnce, useReading } from "../setup/desk.ts";
import { TextField } from "../setup/fields.tsx";
import { Fault, Page, Read } from "../setup/parts.tsx";
import { useOffice } from "./office.ts";
import { PersonField } from "./PersonField.tsx";
import { AreaField, DayField } from "./parts.tsx";

/**
 * Gives an office to somebody, known or new, or hands it over from one to another.
 *
 * @param asked - Office, area and person of the address; of a handover, who has it now.
 */
export function GivePage({ way, asked }: { way: "give" | "handover"; asked: readonly string[] }) {
  const { said, today, areas } = useOffice();
  const { server, lang, open, rights } = useDesk();
  const [first = "", second = "", third = ""] = asked;
  const given = OFFICES.find((one) => one === first) ?? "";
  const [office, setOffice] = useState<Office | "">(given);
  const [area, setArea] = useState<string | null>(areas.of(second)?.code ?? null);
  const [department, setDepartment] = useState("");
  const [unit, setUnit] = useState("");
  const [since, setSince] = useState(today);
  const [who, setWho] = useState<Listed | null>(null);
  const [fresh, setFresh] = useState(false);
  const [name, setName] = useState("");
  const [phone, setPhone] = useState("");
  const [fault, setFault] = useState<unknown>(null);
  const once = useOnce();
  const over = way === "handover";
  const giver = over ? third : null;
  useEffect(() => {
    if (over || !third) return;
    const ending = new AbortController();
    readPerson(server, third, ending.signal).then(setWho, () => {});
    return () => ending.abort();
  }, [server, third, over]);

  const officer = office === "department_officer";
  const called = fresh ? name.trim() : who ? (who.name ?? said.nameless) : "";
  const everywhere = office === "admin";
  const placed = officer ? department : area || everywhere;
  const ready = office && placed && called && since;
  const give = async () => {
    if (!office) return;
    const seat = {
      office,
      area: officer ? null : area,
      party_unit: unit || null,
      department: officer ? department : null,
    };
    setFault(null);
    try {
      let uid = who?.uid ?? "";
      const facts = { name: name.trim(), phone: phone.trim() || null };
      if (over) {
        if (fresh) uid = (await addPerson(server, { ...facts, offices: [] })).uid;
        await handOver(server, { ...seat, to: uid, giver, on: since });
      } else if (fresh) {
        uid = (await addPerson(server, { ...facts, offices: [seat], since })).uid;
      } else {
        await giveOffice(server, uid, { ...seat, since });
      }
      open(`person/${uid}`, true);
    } catch (problem) {
      setFault(problem);
    }
  };
  const officeName = office ? said.offices[office] : said.office;
  const place = area ? areas.placed(area) : "";
  const chosen = Boolean(given && areas.of(second));
  return (
    <Page
      title={
        over
          ? said.handOverTitle(officeName, place)
          : chosen
            ? `${place} ${lang === "en" ? "· " : ""}${officeName}`
            : third || given
              ? said.giveTitle
              : said.add
      }
      back={over ? `person/${third}` : ""}
      actions={
        <button class="button primary" type="button" disabled={!ready} onClick={() => once(give)}>
          {called && office
            ? said.giveIt(called, lang === "en" ? officeName.toLowerCase() : officeName)
            : said.give}
        </button>
      }
    >
      {!chosen && (
        <section>
          <label class="setup-field">
            {said.office}
            <select
              value={office}
              onChange={({ currentTarget }) => setOffice(currentTarget.value as Office | "")}
            >
              <option value="">{said.chooseOffice}</option>
              {OFFICES.filter((one) => rights.accounts || !GRANTED.has(one)).map((one) => (
                <option key={one} value={one}>
                  {said.offices[one]}
                </option>
              ))}
            </select>
          </label>
          {officer ? (
            <DepartmentField value={department} set={setDepartment} />
          ) : (
            <AreaField label={said.area} code={area} set={setArea} />
          )}
        </section>
      )}
      {office === "member_household" && area && (
        <UnitField area={area} value={unit} set={setUnit} />
      )}
      <DayField label={said.from} value={since} set={setSince} />
      {(over || !third) && (
        <fieldset class="setup-choice">
          <legend>{said.whoTakes}</legend>
          <label>
            <input type="radio" name="who" checked={!fresh} onChange={() => setFresh(false)} />
            {said.known}
          </label>
          <label>
            <input type="radio" name="who" checked={fresh} onChange={() => setFresh(true)} />
            {said.fresh}
          </label>
        </fieldset>
      )}
      {fresh ? (
        <section>
          <TextField label={said.name} value={name} set={setName} maxLength={50} />
          <TextField label={said.phone} value={phone} set={setPhone} inputMode="numeric" />
        </section>
      ) : (
        (over || !third) && <PersonField label={said.findPerson} person={who} set={setWho} />
      )}
      <Fault fault={fault} />
    </Page>
  );
}

/** Offices that only whoever keeps the accounts gives. */
const GRANTED: ReadonlySet<Office> = new Set(["planner", "department_officer", "admin"]);

function DepartmentField({ value, set }: { value: string; set: (uid: string) => void }) {
  const { said } = useOffice();
  const { server } = useDesk();
  const { reading, again } = useReading((signal) => readDepartments(server, signal), [server]);
  return (
    <Read reading={reading} again={again}>
      {(departments) => (
        <label class="setup-field">
          {said.department}
          <select value={value} onChange={({ currentTarget }) => set(currentTarget.value)}>
            <option value="">{said.chooseDepartment}</option>
            {departments.map(({ uid, name }) => (
              <option key={uid} value={uid}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
    </Read>
  );
}

/** Which party unit a 党员中心户 belongs to. */
function UnitField(props: { area: string; value: string; set: (uid: string) => void }) {
  const { said, areas } = useOffice();
  const { server } = useDesk();
  const community = areas.above(props.area, "community")?.code;
  const { reading, again } = useReading<readonly Unit[]>(
    async (signal) => (community ? (await readParty(server, community, signal)).units : []),
    [server, community],
  );
  return (
    <Read reading={reading} again={again}>
      {(units) => (
        <label class="setup-field">
          {said.partyUnit}
          <select
            value={props.value}
            onChange={({ currentTarget }) => props.set(currentTarget.value)}
          >
            <option value="">{said.noPartyUnit}</option>
            {units.map(({ uid, name }) => (
              <option key={uid} value={uid}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
    </Read>
  );
}
