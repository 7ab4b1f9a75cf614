import { useEffect, useState } from "preact/hooks";
import { useAround } from "./context.ts";
import { Icon } from "./icons.tsx";

/** What was just written down, and ten seconds to take it back. */
export function UndoBar() {
  const { app, words, aloud } = useAround();
  const undoable = app.records.undoable.value;
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (!undoable) return;
    setNow(Date.now());
    const tick = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= undoable.until) app.records.undoable.value = null;
    }, 250);
    return () => clearInterval(tick);
  }, [undoable, app]);
  if (!undoable) return null;
  const seconds = Math.max(0, Math.ceil((undoable.until - now) / 1000));
  const undo = async () => {
    await app.records.undo();
    aloud.value = words.record.undone;
  };
  return (
    <div class="undo">
      <Icon name="check" />
      <span>{words.record.recorded(undoable.said)}</span>
      <button type="button" onClick={undo}>
        {words.record.undoIn(`${seconds}`)}
      </button>
    </div>
  );
}
