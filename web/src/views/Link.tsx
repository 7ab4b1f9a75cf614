import type { ComponentChildren } from "preact";
import type { View } from "../domain/address.ts";
import type { Hovered } from "../state/app.ts";
import { useAround } from "./context.ts";

/** A link to a view: the map turns to it, and while the pointer is on it the map shows where. */
export function Link(props: {
  view: View;
  class?: string;
  hover?: Hovered;
  lit?: boolean;
  chosen?: boolean;
  label?: string;
  children: ComponentChildren;
}) {
  const { app } = useAround();
  const { view, hover } = props;
  const on = () => {
    if (hover) app.hovered.value = hover;
  };
  const off = () => {
    if (hover) app.hovered.value = null;
  };
  const follow = (event: MouseEvent) => {
    // A new tab is opened by the browser.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    off();
    app.reveal(view);
  };
  return (
    <a
      class={[props.class, props.lit && "lit"].filter(Boolean).join(" ")}
      href={app.address.to(view)}
      aria-label={props.label}
      aria-current={props.chosen ? "true" : undefined}
      onClick={follow}
      onMouseEnter={on}
      onMouseLeave={off}
      onFocus={on}
      onBlur={off}
    >
      {props.children}
    </a>
  );
}
