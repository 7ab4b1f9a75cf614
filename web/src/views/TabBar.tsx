import { count } from "../domain/write.ts";
import { useAround } from "./context.ts";
import { Icon, type IconName } from "./icons.tsx";

/** A phone's sections, within the thumb's reach. */
export function TabBar() {
  const { app, words } = useAround();
  const view = app.view.value;
  const lowered = app.address.stop.value === "peek";
  const overdue = app.hazards.overdue.value;
  const hazards = view.kind === "hazards" || view.kind === "hazard" || view.kind === "report";
  const more = ["more", "records", "setup", "people", "plan", "sheet", "account"].includes(
    view.kind,
  );
  const tabs: readonly (readonly [string, IconName, boolean, () => void])[] = [
    [
      words.tabs.overview,
      "figures",
      view.kind === "overview" && !lowered,
      () => app.address.open({ kind: "overview" }),
    ],
    [
      words.tabs.map,
      "map",
      lowered || (!hazards && !more && view.kind !== "overview"),
      () => app.address.draw("peek"),
    ],
    ...(app.rights.cases
      ? [
          [
            words.tabs.hazards,
            "warning",
            hazards && !lowered,
            () => app.address.open({ kind: "hazards" }),
          ] as const,
        ]
      : []),
    [words.tabs.more, "dots", more && !lowered, () => app.address.open({ kind: "more" }, "full")],
  ];
  return (
    <nav class="tabs" aria-label={words.tabs.label}>
      {tabs.map(([name, icon, current, go]) => (
        <button key={name} type="button" aria-current={current ? "page" : undefined} onClick={go}>
          <span class="tab-icon">
            <Icon name={icon} size={22} />
            {icon === "warning" && overdue > 0 && (
              <span class="bubble over" aria-hidden="true">
                {count(overdue)}
              </span>
            )}
          </span>
          {name}
        </button>
      ))}
    </nav>
  );
}
