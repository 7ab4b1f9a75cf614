import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { Refusal } from "../api/server.ts";
import { useAround } from "./context.ts";
import { Icon, type IconName } from "./icons.tsx";
import { Link } from "./Link.tsx";

/** A panel's quiet word: nothing is here, or all is done; what comes next is said below it. */
export function Empty(props: {
  icon?: IconName;
  title: string;
  hint?: string | undefined;
  children?: ComponentChildren;
}) {
  return (
    <div class="empty">
      {props.icon && <Icon name={props.icon} size={28} />}
      <p class="empty-title">{props.title}</p>
      {props.hint && <p class="note">{props.hint}</p>}
      {props.children}
    </div>
  );
}

/** An address names what is not there: that is said, and from here it goes on. */
export function Nothing({ children, ...said }: Parameters<typeof Empty>[0]) {
  const { words } = useAround();
  return (
    <Empty icon="unknown" {...said}>
      {children}
      <Link class="button" view={{ kind: "overview" }}>
        {words.fault.toStart}
      </Link>
    </Empty>
  );
}

/** What happened, that records are safe, and one thing to do. */
export function Fault({ fault, title }: { fault: unknown; title?: string }) {
  const { app, words } = useAround();
  const said = words.fault;
  useEffect(() => {
    if (fault) app.upgrade.look();
  }, [app, fault]);
  if (app.upgrade.found.value) {
    return (
      <div role="alert">
        <Empty icon="again" title={said.updated} hint={said.updatedHint}>
          <button class="button primary" type="button" onClick={() => location.reload()}>
            {said.reload}
          </button>
        </Empty>
      </div>
    );
  }
  // Not to be seen from here: nothing is broken, and asking again changes nothing.
  if (fault instanceof Refusal && fault.status === 403) return <p class="note">{fault.message}</p>;
  const unreachable = !(fault instanceof Refusal);
  const why = unreachable ? said.unreachable : (title ?? said.trouble);
  return (
    <div class="empty" role="alert">
      <Icon name={unreachable ? "offline" : "warning"} size={28} />
      <p class="empty-title">{why}</p>
      <p class="note">{unreachable ? said.safe : said.safeRead}</p>
      <button class="button" type="button" onClick={app.readAgain}>
        {words.again}
      </button>
    </div>
  );
}

/** Grey bars where text is about to be. */
export function Bars({ rows = 3 }: { rows?: number }) {
  const { words } = useAround();
  return (
    <div class="bars" aria-busy="true">
      <span class="spoken">{words.loading}</span>
      {Array.from({ length: rows }, (_, row) => (
        <i key={row} />
      ))}
    </div>
  );
}
