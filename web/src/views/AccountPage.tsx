import { useMemo } from "preact/hooks";
import { Account } from "../entry/Account.tsx";
import { HallContext } from "../entry/hall.ts";
import { AccountMenu } from "./AccountMenu.tsx";
import { useAround } from "./context.ts";
import { useEntrySaid } from "./start/useStart.ts";

/** One's account: password, second factor, devices, looks and tokens. */
export function AccountPage() {
  const { app, words } = useAround();
  const said = useEntrySaid();
  const hall = useMemo(
    () => ({ server: app.server, lang: words.lang, said }),
    [app.server, words.lang, said],
  );
  return (
    <HallContext.Provider value={hall}>
      <div class="view">
        <header class="view-head">
          <h1>{said.account.title}</h1>
        </header>
        {app.screen.narrow.value && <AccountMenu />}
        <Account me={app.me} zone={app.world.zone.value} leave={() => app.records.leave()} />
      </div>
    </HallContext.Provider>
  );
}
