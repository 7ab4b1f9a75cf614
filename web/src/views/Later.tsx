import { useEffect, useState } from "preact/hooks";
import { useAround } from "./context.ts";
import { Bars, Fault } from "./Said.tsx";

type Views = typeof import("./onceOpened.ts");

let views: Views | null = null;

/** Brings the views that come later, so that they are at hand when the network no longer is. */
export async function bringLater(): Promise<void> {
  views ??= await import("./onceOpened.ts");
}

/** A view that comes later; grey bars until it is here. */
export function Later({ view, rows = 5 }: { view: keyof Views; rows?: number }) {
  const { app } = useAround();
  const [fault, setFault] = useState<unknown>(null);
  const [, arrived] = useState(views !== null);
  const fresh = app.freshness.value;
  useEffect(() => {
    // Tried again whenever the server comes back into reach.
    if (views && fresh !== "live") return;
    bringLater().then(() => {
      setFault(null);
      arrived(true);
    }, setFault);
  }, [fresh]);
  if (fault) return <Fault fault={fault} />;
  if (!views) return <Bars rows={rows} />;
  const View = views[view];
  return <View />;
}
