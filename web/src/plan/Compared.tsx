import type { PlanHead } from "../api/plans.ts";
import { count, day } from "../domain/write.ts";
import { useDesk } from "../setup/desk.ts";
import { priceOf, useBench, usePlanTitle, usePlanWords } from "./context.ts";

/** Plans one below the other, by what they come to: a name may be as long as it is. */
export function Compared(props: { plans: readonly PlanHead[]; open: (name: string) => void }) {
  const { plans, open } = props;
  const { loaded, studio, keeping } = useBench();
  const titleOf = usePlanTitle();
  const words = usePlanWords();
  const { lang } = useDesk();
  const { level } = loaded.sent;
  const beside = studio.beside.value?.name;
  const { columns } = words;
  const figures: readonly {
    readonly short: string;
    readonly full: string;
    readonly of: (plan: PlanHead) => string;
  }[] = [
    {
      short: columns.changed,
      full: words.changeLeader,
      of: ({ then }) => count(priceOf(then)),
    },
    {
      short: columns.outside,
      full: words.outside[level],
      of: ({ then }) => count(then.outside),
    },
    { short: columns.walk, full: words.walk, of: ({ then }) => count(Math.round(then.walk_m)) },
    {
      short: columns.compactness,
      full: words.compactness,
      of: ({ then }) => then.polsby_popper?.toFixed(2) ?? "—",
    },
    {
      short: words.howMany[level],
      full: words.howMany[level],
      of: ({ then }) => count(then.grids),
    },
  ];
  return (
    <table class="compared" aria-label={words.comparing}>
      <thead>
        <tr>
          {figures.map(({ short, full }) => (
            <th key={full} scope="col" title={full}>
              <span aria-hidden="true">{short}</span>
              <span class="spoken">{full}</span>
            </th>
          ))}
        </tr>
      </thead>
      {plans.map((plan) => (
        <tbody key={plan.name} aria-current={keeping.open.value?.name === plan.name}>
          <tr>
            <th scope="rowgroup" colSpan={figures.length}>
              <div class="compared-name">
                <button type="button" onClick={() => open(plan.name)}>
                  <strong>{titleOf(plan)}</strong>
                  <small>{day(plan.changed_at, lang)}</small>
                </button>
                <label>
                  <input
                    type="checkbox"
                    checked={beside === plan.name}
                    disabled={keeping.busy.value}
                    aria-label={`${words.besideOnMap} ${titleOf(plan)}`}
                    onChange={({ currentTarget: { checked } }) => {
                      if (checked) void keeping.compareWith(plan, titleOf(plan));
                      else void studio.compareWith(null);
                    }}
                  />
                  {words.besideShort}
                </label>
              </div>
            </th>
          </tr>
          <tr>
            {figures.map(({ full, of }) => (
              <td key={full}>{of(plan)}</td>
            ))}
          </tr>
        </tbody>
      ))}
    </table>
  );
}
