import type { Hazard } from "../domain/hazards.ts";
import { isOverdue } from "../domain/hazards.ts";
import { count, lasting } from "../domain/write.ts";
import type { Words } from "../words/words.ts";
import { useAround } from "./context.ts";
import { HazardSign } from "./HazardSign.tsx";
import { Link } from "./Link.tsx";

export function hazardName(hazard: Pick<Hazard, "category">, words: Words): string {
  return hazard.category ? words.hazards.categories[hazard.category] : words.hazards.uncategorised;
}

/** How much time is left of its limit, or how long it is over. */
export function timeSaid(hazard: Hazard, now: number, words: Words): string {
  if (hazard.state === "handled") return words.hazards.states.handled;
  if (!hazard.dueAt) return words.hazards.states.open;
  const left = Date.parse(hazard.dueAt) - now;
  const time = lasting(left, words.lang);
  return left < 0 ? words.hazards.over(time) : words.hazards.left(time);
}

/** A part of a list of hazards, with a lead to all of them. */
export function HazardRows({ hazards, most }: { hazards: readonly Hazard[]; most: number }) {
  const { words } = useAround();
  return (
    <section class="block">
      <h2 class="block-title">
        {words.hazards.title}{" "}
        {hazards.length > 0 && <small>{words.hazards.count(count(hazards.length))}</small>}
      </h2>
      {hazards.length === 0 ? (
        <p class="note">{words.area.noHazards}</p>
      ) : (
        <ul class="rows">
          {hazards.slice(0, most).map((hazard) => (
            <HazardRow key={hazard.uid} hazard={hazard} />
          ))}
        </ul>
      )}
      {hazards.length > most && (
        <Link class="quiet" view={{ kind: "hazards" }}>
          {`${words.more} · ${count(hazards.length - most)}`}
        </Link>
      )}
    </section>
  );
}

export function HazardRow({ hazard }: { hazard: Hazard }) {
  const { app, words } = useAround();
  const now = app.hazards.now.value;
  const late = isOverdue(hazard, now);
  return (
    <li>
      <Link class="row hazard-row" view={{ kind: "hazard", uid: hazard.uid }}>
        <HazardSign hazard={hazard} overdue={late} />
        <span class="row-main">
          <span class="row-name">{hazardName(hazard, words)}</span>
          <span class="row-sub">
            {words.joined([
              hazard.address ?? (hazard.place ? words.hazards.atPoint : words.hazards.noPlace),
              ...(hazard.severity ? [words.hazards.severities[hazard.severity]] : []),
            ])}
          </span>
        </span>
        <span class={late ? "row-end over" : "row-end"}>{timeSaid(hazard, now, words)}</span>
      </Link>
    </li>
  );
}
