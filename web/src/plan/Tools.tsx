import { useAreaNames, useBench, usePlanWords } from "./context.ts";
import { Glyph, type GlyphName } from "./Glyph.tsx";
import { Legend } from "./Legend.tsx";
import type { Tool } from "./studio.ts";
import { foundSelected, lockSelected, useTools } from "./useTools.ts";

const TOOLS: readonly Tool[] = ["select", "lasso", "split", "merge"];
const KEYS: Record<Tool | "found" | "lock", string> = {
  select: "S",
  lasso: "L",
  split: "X",
  merge: "M",
  found: "N",
  lock: "K",
};

/** Below the map: what the hand does to the plan, beside what the map's marks mean. */
export function Tools() {
  const { studio } = useBench();
  const words = usePlanWords();
  const { long: nameOf } = useAreaNames();
  const { first, inVain } = useTools();
  const tool = studio.tool.value;
  void studio.strokes.value;
  void studio.locks.turns.value;
  const { division } = studio;
  const selected = [...studio.selected.value];
  const area = studio.chosen.value;
  const locked =
    selected.length > 0
      ? selected.every((part) => division?.lockedParts[part])
      : area !== null && division?.lockedAreas.has(area);
  const hint =
    first !== null
      ? words.hints.mergeNext(nameOf(first))
      : inVain
        ? words.nothingSplit
        : words.hints[tool];
  return (
    <div class="studio-tools">
      <Legend />
      <div
        class="studio-card studio-bar"
        role="toolbar"
        aria-label={words.tools}
        title={words.keys}
      >
        <div class="studio-deeds">
          {TOOLS.map((one) => (
            <ToolButton
              key={one}
              glyph={one}
              text={words.tool[one]}
              shortcut={KEYS[one]}
              pressed={tool === one}
              press={() => {
                studio.tool.value = one;
              }}
            />
          ))}
          <ToolButton
            glyph="found"
            text={words.tool.found}
            shortcut={KEYS.found}
            disabled={selected.length === 0}
            press={() => foundSelected(studio)}
          />
          <ToolButton
            glyph="lock"
            text={locked ? words.tool.unlock : words.tool.lock}
            shortcut={KEYS.lock}
            disabled={selected.length === 0 && area === null}
            press={() => lockSelected(studio)}
          />
          <span class="studio-rule" />
          <ToolButton
            glyph="undo"
            text={words.undo}
            shortcut="Control+Z"
            disabled={!division?.canUndo}
            press={() => studio.undo()}
          />
          <ToolButton
            glyph="redo"
            text={words.redo}
            shortcut="Control+Y"
            disabled={!division?.canRedo}
            press={() => studio.redo()}
          />
        </div>
        <p class="studio-hint" role="status">
          {hint}
        </p>
      </div>
    </div>
  );
}

function ToolButton(props: {
  glyph: GlyphName;
  text: string;
  shortcut: string;
  pressed?: boolean;
  disabled?: boolean;
  press: () => void;
}) {
  return (
    <button
      type="button"
      class="studio-tool"
      aria-pressed={props.pressed}
      aria-keyshortcuts={props.shortcut}
      disabled={props.disabled}
      onClick={props.press}
    >
      <Glyph name={props.glyph} />
      {props.text}
    </button>
  );
}
