import type { InputHTMLAttributes } from "preact";

/** A line to write in, its name above and what it is about below. */
export function Field(props: {
  label: string;
  hint?: string | undefined;
  value: string;
  set: (text: string) => void;
  input?: InputHTMLAttributes<HTMLInputElement>;
}) {
  return (
    <label class="entry-field">
      <span>{props.label}</span>
      <input
        {...props.input}
        value={props.value}
        onInput={({ currentTarget }) => props.set(currentTarget.value)}
      />
      {props.hint && <small>{props.hint}</small>}
    </label>
  );
}

/** Why it was not done. */
export function Problem({ text }: { text: string | null }) {
  return (
    <p class={text ? "entry-problem" : "spoken"} role="alert">
      {text}
    </p>
  );
}
