import { Refusal } from "../api/server.ts";
import { useAround } from "./context.ts";
import { Figure } from "./Figure.tsx";
import { PolygonButton } from "./PolygonButton.tsx";
import { Bars, Empty, Fault } from "./Said.tsx";

/** Coverage of what stands inside a drawn ring. */
export function PolygonPanel() {
  const { app, words } = useAround();
  const { polygon } = app.chosen;
  const figure = polygon.value.value;
  const today = app.world.info.value.value?.today;
  const failed = !figure && polygon.state.value === "failed";
  const fault = polygon.fault.value;
  // Asked again, it would be refused again.
  const refused = failed && fault instanceof Refusal && fault.status === 422;
  return (
    <div class="view">
      <header class="view-head">
        <h1>{words.polygon.title}</h1>
        <p class="sub">{words.polygon.households}</p>
      </header>
      {!figure && !failed && <Bars rows={4} />}
      {refused && (
        <div role="alert">
          <Empty icon="draw" title={words.polygon.failed} hint={words.polygon.refusedHint} />
        </div>
      )}
      {failed && !refused && <Fault fault={fault} title={words.polygon.failed} />}
      {figure?.target === 0 && figure.excluded === 0 && (
        <Empty icon="draw" title={words.polygon.nothing} />
      )}
      {figure && today && figure.target + figure.excluded > 0 && (
        <Figure figure={figure} period={app.question.value} asOf={today} />
      )}
      {(figure || refused) && <PolygonButton class="button" again />}
    </div>
  );
}
