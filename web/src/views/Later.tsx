import { useEffect, useState } from "preact/hooks";
import { Bars, Fault } from "./Said.tsx";

type Views = typeof import("./onceOpened.ts");

let views: Views | null = null;

/** Brings the views that come later, so that they are at hand when the network no longer is. */
export async function bringLater(): Promise<void> {
  views ??= await import("./onceOpened.ts");
}

/** A view that comes later; grey bars until it is here. */
export function Later({ view }: { view: keyof Views }) {
  const [fault, setFault] = useState<unknown>(null);
  const [, arrived] = useState(views !== null);
  useEffect(() => {
    bringLater().then(() => arrived(true), setFault);
  }, []);
  if (fault) return <Fault fault={fault} />;
  if (!views) return <Bars rows={5} />;
  const View = views[view];
  return <View />;
}
