import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { PagesProps } from "../setup/pages.ts";
import { useAround } from "./context.ts";
import { Bars, Fault } from "./Said.tsx";

/** Pages beside the map that come only when somebody asks for them. */
const PAGES = {
  setup: () => import("../setup/Setup.tsx").then(({ Setup }) => Setup),
  people: () => import("../people/People.tsx").then(({ People }) => People),
  sheet: () => import("../paper/SheetsBack.tsx").then(({ SheetsBack }) => SheetsBack),
  plan: () => import("../plan/Studio.tsx").then(({ StudioPages }) => StudioPages),
} satisfies Record<string, () => Promise<ComponentType<PagesProps>>>;

/** Where they are shown; grey bars until they are here. */
export function PagesHost() {
  const { app, words, map } = useAround();
  const shown = app.view.value.kind;
  const kind = shown in PAGES ? (shown as keyof typeof PAGES) : "setup";
  const [pages, load] = useState<{ View: ComponentType<PagesProps> } | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const fresh = app.freshness.value;
  useEffect(() => {
    // Tried again whenever the server comes back into reach.
    PAGES[kind]().then((View) => {
      setFault(null);
      load({ View });
    }, setFault);
  }, [fresh, kind]);
  const stands = map.value;
  if (fault) return <Fault fault={fault} />;
  if (!pages || !stands) return <Bars rows={5} />;
  return (
    <pages.View
      words={words}
      map={stands}
      me={app.me}
      base={app.server.base}
      sheet={(stop) => {
        if (app.screen.narrow.peek()) app.address.draw(stop);
      }}
    />
  );
}
