import { useEffect, useState } from "preact/hooks";
import { type PremisesHere, readPremises } from "../../api/register.ts";
import { day } from "../../domain/write.ts";
import { useAround } from "../context.ts";
import { useLedger } from "./said.ts";

/** The shops and bodies in a building, for those who may see the register. */
export function Premises({ uid }: { uid: string }) {
  const { app, words } = useAround();
  const said = useLedger();
  const [here, tell] = useState<readonly PremisesHere[]>([]);
  useEffect(() => {
    const ending = new AbortController();
    tell([]);
    // The building stands without them.
    readPremises(app.server, uid, ending.signal).then(tell, () => {});
    return () => ending.abort();
  }, [app, uid]);
  if (here.length === 0) return null;
  return (
    <section class="block">
      <h2 class="block-title">{said.premisesHere}</h2>
      <ul class="premises">
        {here.map(({ uid: key, name, kind, floor, door, confirmed_on }) => (
          <li key={key}>
            <strong>{name}</strong>
            <span>
              {[
                kind,
                floor !== null && words.building.floor(`${floor}`),
                door,
                confirmed_on && said.confirmedOn(day(confirmed_on, words.lang)),
              ]
                .filter(Boolean)
                .join(said.pause)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
