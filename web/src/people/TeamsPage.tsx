import { useState } from "preact/hooks";
import {
  addDepartment,
  addTeam,
  closeDepartment,
  closeTeam,
  type Department,
  endMember,
  putMember,
  readDepartments,
  readTeams,
  renameDepartment,
  renameTeam,
  type Team,
} from "../api/organisation.ts";
import type { Listed } from "../api/people.ts";
import { count } from "../domain/write.ts";
import { useDesk, useOnce, useReading } from "../setup/desk.ts";
import { TextField } from "../setup/fields.tsx";
import { type Done, Fault, Read, UndoBar } from "../setup/parts.tsx";
import { useOffice } from "./office.ts";
import { PersonField } from "./PersonField.tsx";
import { AreaField, SectionPage } from "./parts.tsx";

/** Teams that work for a time, and departments that cases are sent to. */
export function TeamsPage() {
  const { said } = useOffice();
  const [done, setDone] = useState<Done | null>(null);
  return (
    <SectionPage section="teams" lead={said.teams.lead}>
      <Teams tell={setDone} />
      <Departments tell={setDone} />
      {done && <UndoBar done={done} end={() => setDone(null)} />}
    </SectionPage>
  );
}

interface Telling {
  readonly tell: (done: Done) => void;
}

function Teams({ tell }: Telling) {
  const { said } = useOffice();
  const { server, rights } = useDesk();
  const { reading, again } = useReading((signal) => readTeams(server, signal), [server]);
  const [adding, setAdding] = useState(false);
  return (
    <section>
      <h2>{said.teams.teams}</h2>
      <Read reading={reading} again={again}>
        {(teams) => (
          <>
            {teams.length === 0 && <p class="setup-note">{said.teams.noTeams}</p>}
            {teams.map((team) => (
              <OneTeam key={team.uid} team={team} again={again} tell={tell} />
            ))}
          </>
        )}
      </Read>
      {adding ? (
        <NewTeam
          leave={() => setAdding(false)}
          added={() => {
            setAdding(false);
            again();
          }}
        />
      ) : (
        rights.organise && (
          <button class="quiet" type="button" onClick={() => setAdding(true)}>
            {said.teams.addTeam}
          </button>
        )
      )}
    </section>
  );
}

function NewTeam({ added, leave }: { added: () => void; leave: () => void }) {
  const { said } = useOffice();
  const { server, home } = useDesk();
  const [name, setName] = useState("");
  const [area, setArea] = useState<string | null>(home);
  const [fault, setFault] = useState<unknown>(null);
  const once = useOnce();
  return (
    <form
      class="party-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (area) once(() => addTeam(server, area, name.trim()).then(added, setFault));
      }}
    >
      <TextField label={said.teams.teamName} value={name} set={setName} maxLength={100} />
      <AreaField label={said.area} code={area} set={setArea} />
      <Fault fault={fault} />
      <div class="ways">
        <button class="button primary" type="submit" disabled={!name.trim() || !area}>
          {said.save}
        </button>
        <button class="button" type="button" onClick={leave}>
          {said.cancel}
        </button>
      </div>
    </form>
  );
}

function OneTeam({ team, again, tell }: { team: Team; again: () => void } & Telling) {
  const { said } = useOffice();
  const { server, to, rights } = useDesk();
  const [adding, setAdding] = useState(false);
  const [renaming, setRenaming] = useState(false);
  const [who, setWho] = useState<Listed | null>(null);
  const [role, setRole] = useState("");
  const [fault, setFault] = useState<unknown>(null);
  const once = useOnce();
  const add = () =>
    who
      ? putMember(server, team.uid, who.uid, role.trim() || null).then(() => {
          setAdding(false);
          setWho(null);
          setRole("");
          setFault(null);
          again();
        }, setFault)
      : Promise.resolve();
  const leave = (member: Team["members"][number]) =>
    endMember(server, team.uid, member.person).then(() => {
      tell({
        said: said.teams.left(member.name ?? said.nameless),
        undo: () =>
          void putMember(server, team.uid, member.person, member.role, member.since).then(
            again,
            setFault,
          ),
      });
      again();
    }, setFault);
  const close = () =>
    closeTeam(server, team.uid).then(() => {
      tell({
        said: said.teams.closed(team.name),
        undo: () => void reopened().then(again, setFault),
      });
      again();
    }, setFault);
  // A closed team of that name opens again; those who were in it come back, as of their first day.
  const reopened = async () => {
    const { uid } = await addTeam(server, team.area, team.name);
    for (const { person, role: did, since } of team.members)
      await putMember(server, uid, person, did, since);
  };
  const rename = (name: string) =>
    renameTeam(server, team.uid, name).then(() => {
      setRenaming(false);
      setFault(null);
      again();
    }, setFault);
  return (
    <article class="team">
      {renaming ? (
        <NameForm
          label={said.teams.teamName}
          name={team.name}
          save={(name) => once(() => rename(name))}
          leave={() => setRenaming(false)}
        />
      ) : (
        <h3>
          {team.name}
          <small>
            {team.area_name ?? team.area} · {said.teams.members(count(team.members.length))}
          </small>
        </h3>
      )}
      <ul class="rows">
        {team.members.map((member) => (
          <li key={member.person}>
            <a class="setup-row" href={to(`person/${member.person}`)}>
              <strong>{member.name ?? said.nameless}</strong>
              {member.role && <span>{member.role}</span>}
            </a>
            {rights.organise && (
              <button
                class="quiet"
                type="button"
                aria-label={`${said.remove} ${member.name ?? said.nameless}`}
                onClick={() => once(() => leave(member))}
              >
                {said.remove}
              </button>
            )}
          </li>
        ))}
      </ul>
      {adding ? (
        <form
          class="party-form"
          onSubmit={(event) => {
            event.preventDefault();
            once(add);
          }}
        >
          <PersonField label={said.findPerson} person={who} set={setWho} />
          <TextField label={said.teams.role} value={role} set={setRole} maxLength={100} />
          <div class="ways">
            <button class="button primary" type="submit" disabled={!who}>
              {said.teams.addMember}
            </button>
            <button class="button" type="button" onClick={() => setAdding(false)}>
              {said.cancel}
            </button>
          </div>
        </form>
      ) : (
        rights.organise && (
          <span class="row-ways">
            <button class="quiet" type="button" onClick={() => setAdding(true)}>
              {said.teams.addMember}
            </button>
            <button class="quiet" type="button" onClick={() => setRenaming(true)}>
              {said.teams.rename}
            </button>
            <button class="quiet" type="button" onClick={() => once(close)}>
              {said.teams.closeTeam}
            </button>
          </span>
        )
      )}
      <Fault fault={fault} />
    </article>
  );
}

function Departments({ tell }: Telling) {
  const { said } = useOffice();
  const { server, rights } = useDesk();
  const { reading, again } = useReading((signal) => readDepartments(server, signal), [server]);
  const [editing, setEditing] = useState<Department | "new" | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const once = useOnce();
  const write = (name: string) => {
    const done = () => {
      setEditing(null);
      setFault(null);
      again();
    };
    const written =
      editing === "new" || editing === null
        ? addDepartment(server, name)
        : renameDepartment(server, editing.uid, name);
    return written.then(done, setFault);
  };
  const close = ({ uid, name }: Department) =>
    closeDepartment(server, uid).then(() => {
      tell({
        said: said.teams.closed(name),
        undo: () => void addDepartment(server, name).then(again, setFault),
      });
      again();
    }, setFault);
  return (
    <section>
      <h2>{said.teams.departments}</h2>
      <Read reading={reading} again={again}>
        {(departments) => (
          <>
            {departments.length === 0 && <p class="setup-note">{said.teams.noDepartments}</p>}
            <ul class="rows">
              {departments.map((one) => (
                <li key={one.uid}>
                  {editing !== "new" && editing?.uid === one.uid ? (
                    <NameForm
                      label={said.teams.departmentName}
                      name={one.name}
                      save={(name) => once(() => write(name))}
                      leave={() => setEditing(null)}
                    />
                  ) : (
                    <>
                      <div>
                        <strong>{one.name}</strong>
                      </div>
                      {rights.accounts && (
                        <span class="row-ways">
                          <button
                            class="quiet"
                            type="button"
                            aria-label={`${said.teams.rename} ${one.name}`}
                            onClick={() => setEditing(one)}
                          >
                            {said.teams.rename}
                          </button>
                          <button
                            class="quiet"
                            type="button"
                            aria-label={`${said.remove} ${one.name}`}
                            onClick={() => once(() => close(one))}
                          >
                            {said.remove}
                          </button>
                        </span>
                      )}
                    </>
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
      </Read>
      <Fault fault={fault} />
      {editing === "new" ? (
        <NameForm
          label={said.teams.departmentName}
          name=""
          save={(name) => once(() => write(name))}
          leave={() => setEditing(null)}
        />
      ) : (
        rights.accounts && (
          <button class="quiet" type="button" onClick={() => setEditing("new")}>
            {said.teams.addDepartment}
          </button>
        )
      )}
    </section>
  );
}

function NameForm(props: {
  label: string;
  name: string;
  save: (name: string) => void;
  leave: () => void;
}) {
  const { said } = useOffice();
  const [name, setName] = useState(props.name);
  return (
    <form
      class="row-form"
      onSubmit={(event) => {
        event.preventDefault();
        props.save(name.trim());
      }}
    >
      <TextField label={props.label} value={name} set={setName} maxLength={100} />
      <button class="button" type="submit" disabled={!name.trim()}>
        {said.save}
      </button>
      <button class="quiet" type="button" onClick={props.leave}>
        {said.cancel}
      </button>
    </form>
  );
}
