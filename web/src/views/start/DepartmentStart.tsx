import { count } from "../../domain/write.ts";
import { useAround } from "../context.ts";
import { HazardRow } from "../HazardRows.tsx";
import { Bars, Empty, Fault } from "../Said.tsx";
import { useEntrySaid } from "./useStart.ts";

/** What was sent to a department, what needs a person first. */
export function DepartmentStart() {
  const { app, words } = useAround();
  const said = useEntrySaid().start;
  const { open, shown, overdue } = app.hazards;
  const all = open.value.value;
  return (
    <div class="view">
      <header class="view-head">
        <h1>{app.seat.now.value?.department ?? said.sent}</h1>
        {all && (
          <p class="sub">
            {words.joined([
              said.sent,
              words.hazards.count(count(all.length)),
              words.hazards.overdueCount(count(overdue.value)),
            ])}
          </p>
        )}
      </header>
      {!all && (open.state.value === "failed" ? <Fault fault={open.fault.value} /> : <Bars />)}
      {all?.length === 0 && <Empty icon="check" title={words.hazards.none} />}
      <ul class="rows">
        {shown.value.slice(0, 200).map((hazard) => (
          <HazardRow key={hazard.uid} hazard={hazard} />
        ))}
      </ul>
    </div>
  );
}
