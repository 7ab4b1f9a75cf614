import { type Door, readDoor } from "./api/door.ts";
import { readMap } from "./api/map.ts";
import { connect, signedOut } from "./api/server.ts";
import { readEntrance } from "./domain/entrance.ts";
import { onward } from "./entry/leave.ts";
import { keep } from "./state/screen.ts";
import { languageFor, wordsIn } from "./words/language.ts";

const AGAIN = 3000;

/** Opens what the address leads to, in the reader's language: the app, or what stands before it. */
async function open(page: HTMLElement): Promise<void> {
  const lang = languageFor(location.search, keep(window, "gridmap.lang"), navigator.languages);
  document.documentElement.lang = lang;
  const server = connect(document.baseURI, lang);
  const showEntry = async (door: Door | null, ended = false) => {
    const entry = await import("./entry/Entry.tsx");
    entry.showEntry(page, { server, lang, door, ended });
  };
  if (readEntrance(location.hash)) return showEntry(null);
  // The app is on its way while it is asked whether somebody signed in.
  const asked = readDoor(server).catch(() => null);
  // And what the map begins with, while the app is on its way.
  const map = asked.then((door) =>
    door?.me && !door.me.needs ? readMap(server, new AbortController().signal) : null,
  );
  map.catch(() => null);
  const [door, words, { openApp }] = await Promise.all([
    asked,
    wordsIn(lang),
    import("./views/openApp.tsx"),
  ]);
  if (door && (!door.me || door.me.needs)) return showEntry(door);
  const goesOn = onward();
  if (goesOn && location.hash.length < 2) history.replaceState(null, "", goesOn);
  const close = openApp(page, words, door?.me ?? null, map);
  const leave = async () => {
    close();
    await showEntry(await readDoor(server).catch(() => null), true);
  };
  signedOut.addEventListener("signedout", () => void leave(), { once: true });
  window.addEventListener("hashchange", () => {
    if (readEntrance(location.hash)) location.reload();
  });
  if (!door) knock();

  // Out of reach: whose page it is turns out as soon as the server answers.
  function knock(): void {
    const again = () => readDoor(server).then(() => location.reload(), knock);
    setTimeout(() => void again(), AGAIN);
  }
}

const page = document.getElementById("page");
if (page) void open(page);
