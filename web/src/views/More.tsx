import { AccountMenu } from "./AccountMenu.tsx";
import { LevelChoice, PeriodChoice, ShareChoice, TargetChoice } from "./Choices.tsx";
import { useAround } from "./context.ts";
import { Settings } from "./Settings.tsx";

/** What counts and how it looks: on a phone in place of the bar above the map. */
export function More() {
  const { app, words } = useAround();
  return (
    <div class="view">
      <header class="view-head">
        <h1>{words.settings.title}</h1>
      </header>
      {app.screen.narrow.value && <AccountMenu />}
      {app.screen.narrow.value && app.rights.figures && (
        <>
          <h2 class="small-title">{words.settings.what}</h2>
          <LevelChoice />
          <ShareChoice />
          {app.rights.targets && <TargetChoice />}
          <PeriodChoice />
        </>
      )}
      <Settings />
    </div>
  );
}
