import { beginOutside } from "../api/entry.ts";
import { Problem } from "./Field.tsx";
import { useHall } from "./hall.ts";
import { goOut } from "./leave.ts";
import { useDeed } from "./useDeed.ts";

/** Signs in with the office's own provider; an invitation makes whoever it vouches for known here. */
export function Outside({ invitation }: { invitation?: string }) {
  const { server, said } = useHall();
  const deed = useDeed();
  const go = () =>
    deed.run(async () => {
      const url = await beginOutside(server, invitation);
      if (url) goOut(url, invitation ? "" : location.hash);
    });
  return (
    <div class="entry-outside">
      <p class="entry-or" aria-hidden="true">
        {said.signIn.or}
      </p>
      <button class="button tall" type="button" disabled={deed.busy} onClick={go}>
        {said.signIn.outside}
      </button>
      <Problem text={deed.problem} />
    </div>
  );
}
