import { useState } from "preact/hooks";
import { addBackdrop, type Backdrop, readBackdrops, removeBackdrop } from "../api/backdrops.ts";
import { useDesk, useOnce, useReading } from "./desk.ts";
import { Fault, Page, Read } from "./parts.tsx";
import { layUnder, opacity, under } from "./under.ts";

/** Scanned plans that lie under the work. */
export function BackdropsPage() {
  const { words, server, open } = useDesk();
  const { reading, again } = useReading((signal) => readBackdrops(server, signal), [server]);
  const [sending, setSending] = useState(false);
  const [fault, setFault] = useState<unknown>(null);

  const add = (file: File | undefined) => {
    if (!file) return;
    setSending(true);
    setFault(null);
    addBackdrop(server, file)
      .then(({ uid }) => open(`backdrop/${uid}`), setFault)
      .finally(() => setSending(false));
  };

  return (
    <Page title={words.backdrop} back="" lead={words.backdropLead}>
      <label class="drop">
        <input
          type="file"
          accept="image/jpeg,image/png,image/webp"
          disabled={sending}
          onChange={({ currentTarget }) => add(currentTarget.files?.[0])}
        />
        <strong>{sending ? words.sendingPicture : words.choosePicture}</strong>
        <span>{words.pictureKinds}</span>
      </label>
      <Fault fault={fault} />
      <Read reading={reading} again={again}>
        {(backdrops) => (
          <ul class="things">
            {backdrops.map((backdrop) => (
              <Row key={backdrop.uid} backdrop={backdrop} gone={again} />
            ))}
          </ul>
        )}
      </Read>
    </Page>
  );
}

function Row({ backdrop, gone }: { backdrop: Backdrop; gone: () => void }) {
  const { words, to, server } = useDesk();
  const once = useOnce();
  const pinned = backdrop.pins.length >= 3;
  const shown = under.value?.uid === backdrop.uid;
  return (
    <li class="backdrop-row">
      <a class="setup-row" href={to(`backdrop/${backdrop.uid}`)}>
        <strong>{backdrop.name}</strong>
        <span>{pinned ? words.pinned : words.notPinned}</span>
      </a>
      <div class="ways">
        {pinned && (
          <button
            class="button"
            type="button"
            aria-pressed={shown}
            onClick={() => layUnder(shown ? null : backdrop)}
          >
            {shown ? words.hide : words.show}
          </button>
        )}
        <button
          class="button"
          type="button"
          onClick={() => {
            if (shown) layUnder(null);
            once(() => removeBackdrop(server, backdrop.uid).then(gone, gone));
          }}
        >
          {words.removePicture}
        </button>
      </div>
      {shown && <Opacity />}
    </li>
  );
}

export function Opacity() {
  const { words } = useDesk();
  return (
    <label class="setup-field">
      {words.opacity}
      <input
        type="range"
        min="0"
        max="100"
        value={Math.round(opacity.value * 100)}
        onInput={({ currentTarget }) => {
          opacity.value = Number(currentTarget.value) / 100;
        }}
      />
    </label>
  );
}
