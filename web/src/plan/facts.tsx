/** A figure by its name. */
export function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A figure before and after. */
export function Change({ name, before, now }: { name: string; before: string; now: string }) {
  return (
    <Fact name={name}>
      {before} → <b>{now}</b>
    </Fact>
  );
}
