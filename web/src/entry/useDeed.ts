import { useRef, useState } from "preact/hooks";
import { Refusal } from "../api/server.ts";
import { useHall } from "./hall.ts";

/** A deed that a form asks of the server: whether it is being done, and why it was not. */
export interface Deed {
  readonly busy: boolean;
  readonly problem: string | null;
  /** Code of the refusal. */
  readonly code: string | null;
  readonly run: (deed: () => Promise<void>) => void;
}

/** Does one thing at a time; what the server says against it stands until the next try. */
export function useDeed(): Deed {
  const { said } = useHall();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const running = useRef(false);
  const run = (deed: () => Promise<void>) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    deed()
      .then(() => setFault(null), setFault)
      .finally(() => {
        running.current = false;
        setBusy(false);
      });
  };
  const refusal = fault instanceof Refusal ? fault : null;
  const problem = fault ? (refusal?.message ?? said.unreachable) : null;
  return { busy, problem, code: refusal?.code ?? null, run };
}

/** A form's submit that stays on the page. */
export function submitted(deed: () => void) {
  return (event: Event) => {
    event.preventDefault();
    deed();
  };
}
