import type { ComponentChildren } from "preact";
import { LEVELS, type Level } from "../domain/levels.ts";
import { useDesk } from "./desk.ts";

/** Which level of areas; `none` is what leaving it open is called, where that can be. */
export function LevelField<None extends string = never>(props: {
  value: Level | "";
  set: (level: Level | ([None] extends [never] ? never : "")) => void;
  among?: readonly Level[];
  none?: None;
}) {
  const { words } = useDesk();
  const { value, set, among = LEVELS, none } = props;
  return (
    <label class="setup-field">
      {words.level}
      <select value={value} onChange={({ currentTarget }) => set(currentTarget.value as never)}>
        {none && <option value="">{none}</option>}
        {among.map((level) => (
          <option key={level} value={level}>
            {words.levels[level]}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A line to write in, and what it is about; more about it may stand below. */
export function TextField(props: {
  label: string;
  value: string;
  set: (text: string) => void;
  inputMode?: "numeric" | "text";
  maxLength?: number;
  placeholder?: string;
  children?: ComponentChildren;
}) {
  const { label, value, set, inputMode = "text", children } = props;
  return (
    <label class="setup-field">
      {label}
      <input
        type="text"
        inputMode={inputMode}
        value={value}
        maxLength={props.maxLength}
        placeholder={props.placeholder}
        onInput={({ currentTarget }) => set(currentTarget.value)}
      />
      {children}
    </label>
  );
}
