import { useState } from "preact/hooks";
import {
  closeUnit,
  type PartyTree,
  putParty,
  putUnit,
  readParty,
  type TreeUnitIn,
  type Unit,
} from "../api/organisation.ts";
import { LEVELS, type Level } from "../domain/levels.ts";
import { useDesk, useOnce, useReading } from "../setup/desk.ts";
import { TextField } from "../setup/fields.tsx";
import { type Done, Fault, Read, UndoBar } from "../setup/parts.tsx";
import { namesIn } from "./Aliases.tsx";
import { called, useOffice } from "./office.ts";
import { CommunityField, SectionPage, useCommunity, useReveal } from "./parts.tsx";

/** The party tree of a community: its own named levels, and which branch is whose. */
export function PartyPage({ code }: { code: string | null }) {
  const { said } = useOffice();
  const { community, choose } = useCommunity("party", code);
  return (
    <SectionPage section="party" lead={said.party.lead}>
      <CommunityField code={community} set={choose} />
      {community && <Tree key={community} community={community} />}
    </SectionPage>
  );
}

/** What is being written: a unit, one below a unit or at the top, or the levels. */
type Editing =
  | { readonly what: "unit"; readonly unit: Unit }
  | { readonly what: "below"; readonly parent: string | null }
  | { readonly what: "levels" };

function Tree({ community }: { community: string }) {
  const { said } = useOffice();
  const { server, rights } = useDesk();
  const { reading, again } = useReading(
    (signal) => readParty(server, community, signal),
    [server, community],
  );
  const [editing, setEditing] = useState<Editing | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const once = useOnce();
  const saved = () => {
    setEditing(null);
    setFault(null);
    again();
  };
  const close = (unit: Unit) =>
    closeUnit(server, community, unit.uid).then(() => {
      const { name, level, area, aliases, parent } = unit;
      setDone({
        said: said.party.closed(name),
        undo: () =>
          void putUnit(server, community, null, { name, level, area, aliases, parent }).then(
            again,
            setFault,
          ),
      });
      saved();
    }, setFault);
  return (
    <>
      <Read reading={reading} again={again}>
        {(tree) => (
          <>
            <p class="party-levels">{tree.levels.join(" › ")}</p>
            {tree.units.length === 0 && <p class="setup-note">{said.party.none}</p>}
            <Units
              tree={tree}
              parent={null}
              community={community}
              editing={editing}
              edit={setEditing}
              saved={saved}
              close={(unit) => once(() => close(unit))}
            />
            {editing?.what === "below" && editing.parent === null && (
              <UnitForm
                tree={tree}
                unit={null}
                parent={null}
                saved={saved}
                leave={() => setEditing(null)}
              />
            )}
            {editing?.what === "levels" && (
              <LevelsForm tree={tree} saved={saved} leave={() => setEditing(null)} />
            )}
            {rights.organise && !editing && (
              <div class="ways">
                {tree.levels.length > 0 && (
                  <button
                    class="button"
                    type="button"
                    onClick={() => setEditing({ what: "below", parent: null })}
                  >
                    {said.party.add}
                  </button>
                )}
                <button class="button" type="button" onClick={() => setEditing({ what: "levels" })}>
                  {said.party.editLevels}
                </button>
              </div>
            )}
          </>
        )}
      </Read>
      <Fault fault={fault} />
      {done && <UndoBar done={done} end={() => setDone(null)} />}
    </>
  );
}

interface UnitsProps {
  readonly tree: PartyTree;
  readonly parent: string | null;
  readonly community: string;
  readonly editing: Editing | null;
  readonly edit: (editing: Editing | null) => void;
  readonly saved: () => void;
  readonly close: (unit: Unit) => void;
}

function Units(props: UnitsProps) {
  const { said } = useOffice();
  const { rights } = useDesk();
  const reveal = useReveal();
  const { tree, parent, editing, edit, saved, close } = props;
  const units = tree.units.filter((unit) => unit.parent === parent);
  if (units.length === 0) return null;
  const last = tree.levels[tree.levels.length - 1];
  return (
    <ul class="party-tree">
      {units.map((unit) => {
        const { uid, name, level, area, area_name, aliases } = unit;
        const below = tree.units.some((other) => other.parent === uid);
        return (
          <li key={uid}>
            <div class="party-unit">
              <div>
                <small>{level}</small>
                <strong>{name}</strong>
                {aliases.length > 0 && <span>{said.party.also(aliases.join(said.comma))}</span>}
                {area && (
                  <button class="quiet" type="button" onClick={() => reveal(area)}>
                    {area_name ?? area}
                  </button>
                )}
              </div>
              {rights.organise && !editing && (
                <span class="row-ways">
                  {level !== last && (
                    <button
                      class="quiet"
                      type="button"
                      aria-label={said.party.addBelow(name)}
                      onClick={() => edit({ what: "below", parent: uid })}
                    >
                      {said.party.below}
                    </button>
                  )}
                  <button
                    class="quiet"
                    type="button"
                    aria-label={said.party.edit(name)}
                    onClick={() => edit({ what: "unit", unit })}
                  >
                    {said.party.change}
                  </button>
                  {!below && (
                    <button
                      class="quiet"
                      type="button"
                      aria-label={`${said.party.close} ${name}`}
                      onClick={() => close(unit)}
                    >
                      {said.party.close}
                    </button>
                  )}
                </span>
              )}
            </div>
            {editing?.what === "unit" && editing.unit.uid === uid && (
              <UnitForm
                tree={tree}
                unit={unit}
                parent={unit.parent}
                saved={saved}
                leave={() => edit(null)}
              />
            )}
            {editing?.what === "below" && editing.parent === uid && (
              <UnitForm
                tree={tree}
                unit={null}
                parent={uid}
                saved={saved}
                leave={() => edit(null)}
              />
            )}
            <Units {...props} parent={uid} />
          </li>
        );
      })}
    </ul>
  );
}

function UnitForm(props: {
  tree: PartyTree;
  unit: Unit | null;
  parent: string | null;
  saved: () => void;
  leave: () => void;
}) {
  const { said, areas } = useOffice();
  const { server } = useDesk();
  const { tree, unit, parent, saved, leave } = props;
  const [name, setName] = useState(unit?.name ?? "");
  const [area, setArea] = useState(unit?.area ?? "");
  const [aliases, setAliases] = useState(unit?.aliases.join(said.comma) ?? "");
  const [fault, setFault] = useState<unknown>(null);
  const once = useOnce();
  const choices = (["grid", "group", "patch"] as const)
    .flatMap((level) => areas.at(level))
    .filter(({ code }) => areas.above(code, "community")?.code === tree.community);
  const save = () =>
    putUnit(server, tree.community, unit?.uid ?? null, {
      name: name.trim(),
      level: unit?.level ?? null,
      area: area || null,
      aliases: namesIn(aliases),
      parent,
    }).then(saved, setFault);
  return (
    <form
      class="party-form"
      onSubmit={(event) => {
        event.preventDefault();
        once(save);
      }}
    >
      <TextField label={said.party.unit} value={name} set={setName} maxLength={100} />
      <TextField label={said.party.aliases} value={aliases} set={setAliases} />
      <label class="setup-field">
        {said.party.area}
        <select value={area} onChange={({ currentTarget }) => setArea(currentTarget.value)}>
          <option value="">{said.party.noArea}</option>
          {choices.map((one) => (
            <option key={one.code} value={one.code}>
              {areas.placed(one.code).split(" ").slice(1).join(" ") || called(one)}
            </option>
          ))}
        </select>
      </label>
      <Fault fault={fault} />
      <div class="ways">
        <button class="button primary" type="submit" disabled={!name.trim()}>
          {said.save}
        </button>
        <button class="button" type="button" onClick={leave}>
          {said.cancel}
        </button>
      </div>
    </form>
  );
}

/** The levels of the tree and what the community calls its areas; units stay in their places. */
function LevelsForm(props: { tree: PartyTree; saved: () => void; leave: () => void }) {
  const { said } = useOffice();
  const { server } = useDesk();
  const { tree, saved, leave } = props;
  const [levels, setLevels] = useState<readonly string[]>(
    tree.levels.length > 0 ? tree.levels : [""],
  );
  const [titles, setTitles] = useState<Readonly<Record<string, string>>>(tree.titles);
  const [fault, setFault] = useState<unknown>(null);
  const once = useOnce();
  const renamed = new Map(tree.levels.map((old, index) => [old, levels[index]?.trim() ?? old]));
  const nested = (parent: string | null): TreeUnitIn[] =>
    tree.units
      .filter((unit) => unit.parent === parent)
      .map(({ uid, name, level, area, aliases }) => ({
        name,
        level: renamed.get(level) ?? level,
        area,
        aliases,
        units: nested(uid),
      }));
  const save = () =>
    putParty(server, tree.community, {
      levels: levels.map((one) => one.trim()).filter(Boolean),
      titles: Object.fromEntries(Object.entries(titles).filter(([, title]) => title.trim())),
      units: nested(null),
    }).then(saved, setFault);
  return (
    <form
      class="party-form"
      onSubmit={(event) => {
        event.preventDefault();
        once(save);
      }}
    >
      <h2>{said.party.levels}</h2>
      {levels.map((level, index) => (
        <TextField
          key={index}
          label={said.party.levelN(index + 1)}
          value={level}
          set={(text) => setLevels(levels.map((one, at) => (at === index ? text : one)))}
          maxLength={100}
        />
      ))}
      <button class="quiet" type="button" onClick={() => setLevels([...levels, ""])}>
        {said.party.addLevel}
      </button>
      <h2>{said.party.titles}</h2>
      {LEVELS.filter((level): level is Level => ["grid", "group", "patch"].includes(level)).map(
        (level) => (
          <TextField
            key={level}
            label={said.party.titleOf(said.levels[level])}
            value={titles[level] ?? ""}
            set={(text) => setTitles({ ...titles, [level]: text })}
            maxLength={100}
          />
        ),
      )}
      <Fault fault={fault} />
      <div class="ways">
        <button class="button primary" type="submit">
          {said.save}
        </button>
        <button class="button" type="button" onClick={leave}>
          {said.cancel}
        </button>
      </div>
    </form>
  );
}
