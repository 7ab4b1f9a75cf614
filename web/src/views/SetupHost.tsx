import { useEffect, useState } from "preact/hooks";
import { useAround } from "./context.ts";
import { Bars, Fault } from "./Said.tsx";

type SetupView = typeof import("../setup/Setup.tsx").Setup;

/** Setting up comes only when somebody sets up. */
export function SetupHost() {
  const { app, words, map } = useAround();
  const [Setup, load] = useState<{ view: SetupView } | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const fresh = app.freshness.value;
  useEffect(() => {
    // Tried again whenever the server comes back into reach.
    import("../setup/Setup.tsx").then(({ Setup: view }) => {
      setFault(null);
      load({ view });
    }, setFault);
  }, [fresh]);
  const view = app.view.value;
  const stands = map.value;
  if (fault) return <Fault fault={fault} />;
  if (!Setup || !stands || view.kind !== "setup") return <Bars rows={5} />;
  return (
    <Setup.view
      words={words}
      map={stands}
      base={app.server.base}
      sheet={(stop) => {
        if (app.screen.narrow.peek()) app.address.draw(stop);
      }}
    />
  );
}
