import type { MarksKeyed } from "../api/returned.ts";
import type { KeyedOutcome } from "../domain/keyWords.ts";
import type { PaperWords } from "../words/en/paper.ts";

/** What becomes of marks that were keyed in otherwise before. */
export type Way = "keep" | "replace" | "add";

const WAYS: readonly Way[] = ["keep", "replace", "add"];

/** Marks beside what was keyed in of the same doors before, and what is to become of them. */
export function Differing(props: {
  marks: MarksKeyed["differing"];
  said: PaperWords;
  on: (iso: string) => string;
  onWay: (way: Way) => void;
}) {
  const { marks, said, on, onWay } = props;
  const outcome = (name: string) => said.outcomes[name as KeyedOutcome] ?? said.others;
  return (
    <div class="conflict" role="alert">
      <strong>{said.differing(`${marks.length}`)}</strong>
      <ul class="paper-faults">
        {marks.map((mark) => (
          <li key={`${mark.number} ${mark.door}`}>
            {said.differs(
              `${said.number(`${mark.number}`)} ${mark.door}`.trim(),
              said.on(outcome(mark.before.outcome), on(mark.before.day)),
              outcome(mark.outcome),
            )}
          </li>
        ))}
      </ul>
      <div class="ways">
        {WAYS.map((way) => (
          <button class="button" type="button" key={way} onClick={() => onWay(way)}>
            {said[way]}
          </button>
        ))}
      </div>
    </div>
  );
}
