import { useState } from "preact/hooks";
import { type PageRead, readScan } from "../api/scans.ts";
import { spoken, useDesk, useOnce } from "../setup/desk.ts";
import type { ScanWords } from "../words/en/scan.ts";

/** Where a photo or scan of a ticked sheet is chosen, and sent to be read. */
export function ScanField(props: { said: ScanWords; onRead: (pages: PageRead[]) => void }) {
  const { said, onRead } = props;
  const { server, words } = useDesk();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const once = useOnce();
  const send = (file: File | undefined) =>
    once(async () => {
      if (!file) return;
      setFault(null);
      setBusy(true);
      try {
        onRead(await readScan(server, file));
      } catch (problem) {
        setFault(problem);
      } finally {
        setBusy(false);
      }
    });
  return (
    <div class="scan-field">
      <label class="button" aria-busy={busy}>
        {busy ? said.reading : said.choose}
        <input
          class="spoken"
          type="file"
          accept="image/jpeg,image/png,image/webp,image/tiff,application/pdf"
          disabled={busy}
          onChange={({ currentTarget }) => {
            void send(currentTarget.files?.[0]);
            currentTarget.value = "";
          }}
        />
      </label>
      <p class="setup-note">{said.note}</p>
      {fault !== null && (
        <p class="fault" role="alert">
          {spoken(fault, words)}
        </p>
      )}
    </div>
  );
}
