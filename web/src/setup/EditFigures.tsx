import type { AreaEdit } from "../api/outlines.ts";
import { count } from "../domain/write.ts";
import { useDesk } from "./desk.ts";

/** What drawing by hand would do: who answers for how much, and what is cut away. */
export function EditFigures({ edit }: { edit: AreaEdit }) {
  const { words, drawing } = useDesk();
  return (
    <div class="edit-figures">
      {/* Cells that are read out one after the other tell nobody anything. */}
      <p class="spoken" role="status">
        {edit.areas
          .map((area) =>
            [
              area.name ?? area.code,
              words.buildings(count(area.buildings)),
              words.households(count(area.households)),
            ].join(words.comma),
          )
          .join(words.comma)}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.area}</th>
            <th scope="col" class="setup-figure">
              {words.buildingsHead}
            </th>
            <th scope="col" class="setup-figure">
              {words.householdsHead}
            </th>
          </tr>
        </thead>
        <tbody>
          {edit.areas.map((area) => (
            <tr key={area.code}>
              <th scope="row">
                {area.name ?? area.code}
                {area.name && <small>{area.code}</small>}
              </th>
              <td class="setup-figure">{count(area.buildings)}</td>
              <td class="setup-figure">{count(area.households)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {edit.trimmed_m2 >= 1 && (
        <p class="setup-note">{words.trimmed(drawing.area(edit.trimmed_m2))}</p>
      )}
    </div>
  );
}
