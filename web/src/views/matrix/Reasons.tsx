import { REASONS, type Reason } from "../../api/register.ts";
import { useLedger } from "./said.ts";
import "./register.css";

/** What is kept closed opens by saying why, and that is written down: one button for each reason. */
export function Reasons(props: {
  label: string;
  /** Whether it is about the key groups of the door. */
  ring?: boolean;
  ask: (reason: Reason) => unknown;
}) {
  const said = useLedger();
  const { label, ring, ask } = props;
  return (
    <fieldset class="reasons-why">
      <legend class="spoken">
        {label} {said.askWhy}
      </legend>
      <span aria-hidden="true">
        {ring ? <i class="ring" /> : `${label} · `}
        {said.askWhy}
      </span>
      {REASONS.map((reason) => (
        <button key={reason} type="button" onClick={() => void ask(reason)}>
          {said.reasons[reason]}
        </button>
      ))}
    </fieldset>
  );
}
