import { useAround } from "./context.ts";
import { Figure } from "./Figure.tsx";
import { Bars, Empty, Fault } from "./Said.tsx";

/** Coverage of what stands inside a drawn ring. */
export function PolygonPanel() {
  const { app, words } = useAround();
  const { polygon } = app.chosen;
  const figure = polygon.value.value;
  const today = app.world.info.value.value?.today;
  return (
    <div class="view">
      <header class="view-head">
        <h1>{words.polygon.title}</h1>
        <p class="sub">{words.polygon.households}</p>
      </header>
      {!figure &&
        (polygon.state.value === "failed" ? (
          <Fault fault={polygon.fault.value} title={words.polygon.failed} />
        ) : (
          <Bars rows={4} />
        ))}
      {figure?.target === 0 && figure.excluded === 0 && (
        <Empty icon="draw" title={words.polygon.nothing} />
      )}
      {figure && today && figure.target + figure.excluded > 0 && (
        <Figure figure={figure} period={app.question.value} asOf={today} />
      )}
    </div>
  );
}
