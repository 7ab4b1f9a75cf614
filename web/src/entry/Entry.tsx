import { render } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Door } from "../api/door.ts";
import type { Server } from "../api/server.ts";
import { readEntrance } from "../domain/entrance.ts";
import { keep } from "../state/screen.ts";
import type { Lang } from "../words/words.ts";
import { Badge, BadgeCheck } from "./Badge.tsx";
import { entrySaid, HallContext } from "./hall.ts";
import { Join } from "./Join.tsx";
import { Needs } from "./Needs.tsx";
import { Request } from "./Request.tsx";
import { SignIn } from "./SignIn.tsx";
import "./entry.css";

interface Props {
  readonly server: Server;
  readonly lang: Lang;
  /** Who is there and how one gets in; null where nobody asked. */
  readonly door: Door | null;
  /** Whether somebody was in the app until now, and the server knows them no more. */
  readonly ended: boolean;
}

/** Shows the pages that stand before the app in place of it. */
export function showEntry(page: HTMLElement, props: Props): void {
  document.title = props.door?.name ?? entrySaid(props.lang).product;
  render(<Entry {...props} />, page);
}

function Entry({ server, lang, door, ended }: Props) {
  const said = entrySaid(lang);
  const hall = useMemo(() => ({ server, lang, said }), [server, lang, said]);
  const hash = useHash(door === null);
  return (
    <HallContext.Provider value={hall}>
      <main class="entry" aria-label={door?.name ?? said.product}>
        <header class="entry-head">
          <strong>{door?.name ?? said.product}</strong>
          <OtherLanguage />
        </header>
        <Shown door={door} hash={hash} ended={ended} />
      </main>
    </HallContext.Provider>
  );
}

function Shown({ door, hash, ended }: Pick<Props, "door" | "ended"> & { hash: string }) {
  const entrance = readEntrance(hash);
  if (entrance?.kind === "join") return <Join secret={entrance.secret} />;
  if (entrance?.kind === "badge") {
    return entrance.code === null ? <BadgeCheck /> : <Badge code={entrance.code} />;
  }
  if (entrance?.kind === "residents") {
    const { asking, badge, community } = entrance;
    return <Request asking={asking} whence={badge ? { badge } : { community }} />;
  }
  if (door?.me?.needs) return <Needs me={door.me} />;
  return <SignIn door={door} ended={ended} />;
}

/** The address; from a page that is open to anybody into the app the whole page goes anew. */
function useHash(open: boolean): string {
  const [hash, set] = useState(location.hash);
  useEffect(() => {
    const read = () => {
      const now = location.hash;
      if (open && !readEntrance(now)) location.reload();
      else set(now);
      window.scrollTo(0, 0);
    };
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, [open]);
  return hash;
}

function OtherLanguage() {
  const lang = document.documentElement.lang === "en" ? "zh-CN" : "en";
  const speak = () => {
    keep(window, "gridmap.lang", lang);
    const address = new URL(location.href);
    address.searchParams.delete("lang");
    history.replaceState(null, "", address);
    location.reload();
  };
  return (
    <button class="quiet" type="button" lang={lang} onClick={speak}>
      {entrySaid(lang === "en" ? "zh-CN" : "en").otherLanguage}
    </button>
  );
}
