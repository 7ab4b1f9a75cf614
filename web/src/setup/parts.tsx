import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Reading } from "../state/reading.ts";
import { spoken, useDesk } from "./desk.ts";
import { lostFiles } from "./queue.ts";

/** A page of setting up: a title with the way back, what scrolls, and what is done at its foot. */
export function Page(props: {
  title: string;
  /** Where "back" leads; the overview has none. */
  back?: string;
  lead?: ComponentChildren;
  actions?: ComponentChildren;
  children: ComponentChildren;
}) {
  const { words, to } = useDesk();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Whoever reads by ear hears where they have come to, and whoever looks sees its beginning;
    // a page that has taken the keyboard into a field of its own keeps it there.
    const typing = document.activeElement?.matches("input, textarea");
    if (!typing || !title.current?.closest(".setup-page")?.contains(document.activeElement)) {
      title.current?.focus({ preventScroll: true });
    }
    title.current?.closest(".panel-body")?.scrollTo(0, 0);
  }, [props.title]);
  useEffect(() => {
    // What had the keyboard is gone: it goes on at the head of the page.
    if (document.activeElement === document.body) title.current?.focus({ preventScroll: true });
  });
  return (
    <section class="setup-page">
      <header>
        {props.back !== undefined && (
          <a class="way-back" href={to(props.back)}>
            <Arrow /> {words.back}
          </a>
        )}
        <h1 ref={title} tabIndex={-1}>
          {props.title}
        </h1>
        {props.lead && <p class="setup-lead">{props.lead}</p>}
      </header>
      <div class="setup-body">{props.children}</div>
      {props.actions && <footer class="setup-actions">{props.actions}</footer>}
    </section>
  );
}

/** What a reading shows before and instead of its value. */
export function Read<Value>(props: {
  reading: Reading<Value>;
  again: () => void;
  children: (value: Value) => ComponentChildren;
}) {
  const { words } = useDesk();
  const { reading, again } = props;
  const value = reading.value.value;
  const fault = reading.state.value === "failed" ? reading.fault.value : null;
  return (
    <>
      {fault !== null && (
        <div class="fault" role="alert">
          <p>{spoken(fault, words)}</p>
          <button class="button" type="button" onClick={again}>
            {words.again}
          </button>
        </div>
      )}
      {value === null ? fault === null && <Bars /> : props.children(value)}
    </>
  );
}

/** Grey bars in place of text that is on its way. */
export function Bars() {
  const { words } = useDesk();
  return (
    <div class="setup-bars" role="status">
      <span class="spoken">{words.reading}</span>
    </div>
  );
}

export function Fault({ fault }: { fault: unknown }) {
  const { words } = useDesk();
  if (fault === null) return null;
  return (
    <p class="fault" role="alert">
      {spoken(fault, words)}
    </p>
  );
}

/** Which files waited when the page was loaded again: they are to be chosen once more. */
export function LostFiles() {
  const { words } = useDesk();
  const lost = lostFiles();
  if (lost.length === 0) return null;
  return <p class="setup-note">{words.lost(lost.join(words.comma))}</p>;
}

/** What was just done, and the way to take it back, for ten seconds. */
export interface Done {
  readonly said: string;
  readonly undo: () => void;
}

const UNDO_SECONDS = 10;

export function UndoBar({ done, end }: { done: Done; end: () => void }) {
  const { words } = useDesk();
  const [left, setLeft] = useState(UNDO_SECONDS);
  useEffect(() => {
    setLeft(UNDO_SECONDS);
    const clock = setInterval(() => setLeft((seconds) => seconds - 1), 1000);
    return () => clearInterval(clock);
  }, [done]);
  useEffect(() => {
    if (left <= 0) end();
  }, [left, end]);
  return (
    <div class="undo-bar">
      <span role="status">{done.said}</span>
      <button
        type="button"
        onClick={() => {
          done.undo();
          end();
        }}
      >
        {words.undo} <span aria-hidden="true">{Math.max(0, left)}</span>
      </button>
    </div>
  );
}

export function Arrow() {
  return (
    <svg class="arrow" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M10 3 5 8l5 5" />
    </svg>
  );
}

export function Tick() {
  return (
    <svg class="setup-tick" viewBox="0 0 16 16" aria-hidden="true">
      <path d="m3 8.5 3.5 3.5L13 4.5" />
    </svg>
  );
}
