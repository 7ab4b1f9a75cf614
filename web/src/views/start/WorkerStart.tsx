import { AreaPanel } from "../AreaPanel.tsx";
import { useAround } from "../context.ts";
import { useEntrySaid } from "./useStart.ts";

/** A worker's grids: where to go next in the one chosen, and the others a press away. */
export function WorkerStart() {
  const { app } = useAround();
  const said = useEntrySaid();
  const grids = app.seat.areas;
  const now = app.seat.now.value;
  return (
    <>
      {grids.length > 1 && (
        <fieldset class="segments start-areas">
          <legend class="spoken">{said.start.myGrids}</legend>
          {grids.map((grid) => (
            <button
              key={`${grid.office} ${grid.area}`}
              type="button"
              aria-pressed={grid === now}
              onClick={() => app.seat.take(grid)}
            >
              {grid.area_name ?? grid.area}
            </button>
          ))}
        </fieldset>
      )}
      <AreaPanel />
    </>
  );
}
