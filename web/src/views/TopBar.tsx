import { useEffect, useState } from "preact/hooks";
import { clock, count } from "../domain/write.ts";
import { LevelChoice, LevelPicker, PeriodChoice, ShareChoice, TargetChoice } from "./Choices.tsx";
import { useAround } from "./context.ts";
import { periodSaid } from "./Figure.tsx";
import { Icon } from "./icons.tsx";
import { Later } from "./Later.tsx";
import { Link } from "./Link.tsx";
import { Popover } from "./Popover.tsx";
import { SyncStrip } from "./SyncStrip.tsx";

/** Where a button for each level leaves no room for the rest of the bar. */
const TIGHT = { en: "(max-width: 89.9em)", "zh-CN": "(max-width: 79.9em)" } as const;

function useMedia(query: string): boolean {
  const [matches, set] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const follow = () => set(media.matches);
    media.addEventListener("change", follow);
    return () => media.removeEventListener("change", follow);
  }, [query]);
  return matches;
}

/** What the map shows, above it: level, share, target, period, and how fresh it is. */
export function TopBar() {
  const { app, words } = useAround();
  const { from, to } = app.address.where.value;
  const info = app.world.info.value.value;
  const today = info?.today;
  const tight = useMedia(TIGHT[words.lang]);
  return (
    <div class="topbar">
      <div class="topbar-asked">
        {/* Where nothing is, there is nothing to ask about. */}
        {info?.counts.buildings !== 0 && app.rights.figures && (
          <>
            {tight ? <LevelPicker /> : <LevelChoice />}
            <ShareChoice />
            {app.rights.targets && (
              <div class="control picker">
                <Icon name="people" size={18} />
                <TargetChoice />
                <Icon name="down" size={14} />
              </div>
            )}
            <Popover
              class="control"
              title={words.period.label}
              face={
                <>
                  <Icon name="calendar" size={18} />
                  <span>{today ? periodSaid({ from, to }, today, words) : words.period.all}</span>
                  <Icon name="down" size={14} />
                </>
              }
            >
              {(close) => <PeriodChoice done={close} />}
            </Popover>
          </>
        )}
        <LiveBadge />
        <SyncStrip />
      </div>
      {app.rights.cases && <HazardButton />}
      <Popover
        class="control only-icon"
        label={words.layers.button}
        title={words.layers.title}
        face={<Icon name="layers" />}
      >
        {() => <Later view="Settings" />}
      </Popover>
      <Popover
        class="control only-icon"
        label={words.account}
        title={words.account}
        face={<Icon name="person" />}
      >
        {() => <Later view="AccountMenu" />}
      </Popover>
    </div>
  );
}

/** Whether the figures follow what happens, or since when they stand still. */
export function LiveBadge() {
  const { app, words, aloud } = useAround();
  const heard = app.heardAt.value;
  const time = heard ? clock(heard, app.world.zone.value) : null;
  const stale = app.freshness.value === "stale";
  // Out of reach, and never heard: there is nothing to be as of.
  const out = !app.screen.online.value || (stale && !time);
  const fresh = out ? "offline" : app.freshness.value;
  const said =
    fresh === "offline"
      ? words.joined([words.live.offline, ...(time ? [words.live.stale(time)] : [])])
      : fresh === "live" && time
        ? words.live.live(time)
        : fresh === "stale" && time
          ? words.live.stale(time)
          : words.live.connecting;
  const behind = fresh === "offline" || fresh === "stale";
  useEffect(() => {
    // The minute that ticks is not worth a word, falling behind is.
    if (behind) aloud.value = words.live.offline;
  }, [behind, aloud, words]);
  return (
    <p
      class={`control live is-${fresh}`}
      role="status"
      aria-live="off"
      aria-label={words.live.label}
    >
      {fresh === "offline" ? <Icon name="offline" size={16} /> : <i class="live-dot" />}
      {said}
    </p>
  );
}

function HazardButton() {
  const { app, words } = useAround();
  const open = app.hazards.open.value.value?.length ?? 0;
  return (
    <Link
      class="control only-icon"
      view={{ kind: "hazards" }}
      label={words.listed([words.hazards.title, words.hazards.count(count(open))])}
    >
      <Icon name="warning" />
      {open > 0 && <span class="bubble">{count(open)}</span>}
    </Link>
  );
}
