import { useBench, usePlanWords } from "./context.ts";
import { Glyph } from "./Glyph.tsx";

/** What the map's marks mean, as far as they are on it. */
export function Legend() {
  const { studio } = useBench();
  const words = usePlanWords();
  const { legend } = words;
  void studio.strokes.value;
  void studio.locks.turns.value;
  const beside = studio.beside.value;
  const showing = studio.showing.value;
  const shown = (showing === "today" ? studio.before : studio.account).value;
  const past = beside ? words.borderOf(beside.title) : legend.today;
  return (
    <div class="studio-card studio-legend">
      {showing !== "today" && (
        <p>
          <i class="mark-moved" /> <span>{legend.moved}</span>
        </p>
      )}
      {showing !== "today" && (shown?.given.length ?? 0) > 0 && (
        <p>
          <i class="mark-given" /> <span>{legend.given}</span>
        </p>
      )}
      {(shown?.strays.length ?? 0) > 0 && (
        <p>
          <i class="mark-stray" /> <span>{legend.stray}</span>
        </p>
      )}
      {(shown?.unassigned.length ?? 0) > 0 && (
        <p>
          <i class="mark-nobody" /> <span>{legend.nobody}</span>
        </p>
      )}
      <p>
        <i class="mark-plan" /> <span>{showing === "today" ? past : legend.plan}</span>
      </p>
      {showing === "both" && (
        <p>
          <i class="mark-today" /> <span>{past}</span>
        </p>
      )}
      {studio.locks.some && (
        <p>
          <Glyph name="lock" size={16} /> <span>{legend.locked}</span>
        </p>
      )}
    </div>
  );
}
